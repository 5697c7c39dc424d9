import COneDNN

/// Code that oneDNN made for one operation on given shapes: made once, run many times.
final class OneDNNPrimitive {
  private let context: OneDNNContext
  private let made: dcsh_primitive
  private let name: String
  private var arguments: [dnnl_exec_arg_t] = []
  // Keeps the memory objects alive that `arguments` refers to.
  private var memories: [OneDNNMemory] = []
  private var scratch: dnnl_memory_t?
  private var scratchBase: UnsafeMutableRawPointer?

  /// Makes a primitive; `bind` gives it its arguments.
  /// - Parameters:
  ///   - name: oneDNN's name of the operation, for errors.
  ///   - make: calls one of the functions of oneDNN's shim.
  init(
    in context: OneDNNContext, _ name: String,
    _ make: (UnsafeMutablePointer<dcsh_primitive>) -> dnnl_status_t
  ) throws(TrainingError) {
    var made = dcsh_primitive()
    try OneDNN.check(make(&made), name)
    self.made = made
    self.context = context
    self.name = name
  }

  /// A primitive where oneDNN has code for what is asked; nil where it has none.
  /// - Throws: `TrainingError.backend` for every other refusal.
  static func ifImplemented(
    in context: OneDNNContext, _ name: String,
    _ make: (UnsafeMutablePointer<dcsh_primitive>) -> dnnl_status_t
  ) throws(TrainingError) -> OneDNNPrimitive? {
    var isMissing = false
    do {
      return try OneDNNPrimitive(in: context, name) { made in
        let status = make(made)
        isMissing = status == dnnl_unimplemented
        return status
      }
    } catch {
      if isMissing { return nil }
      throw error
    }
  }

  deinit {
    if let scratch { dnnl_memory_destroy(scratch) }
    dnnl_primitive_destroy(made.primitive)
    dnnl_primitive_desc_destroy(made.description)
  }

  /// What a backward primitive is told of its forward one.
  var hint: dnnl_primitive_desc_t? { made.description }

  /// Gives it its arguments, by oneDNN's numbers for them, and scratch memory.
  func bind(_ bound: [(argument: Int32, memory: OneDNNMemory)]) throws(TrainingError) {
    memories = bound.map(\.memory)
    arguments = bound.map { dnnl_exec_arg_t(arg: $0.argument, memory: $0.memory.handle) }
    guard scratch == nil else { return }
    var layout: OpaquePointer?
    guard dcsh_layout_query(&layout, hint, dnnl_query_scratchpad_md, 0) == dnnl_success,
      let layout
    else { return }
    defer { dcsh_layout_destroy(layout) }
    let bytes = dcsh_layout_bytes(layout)
    guard bytes > 0 else { return }
    context.scratch.reserve(bytes)
    try OneDNN.check(
      dcsh_memory_create(&scratch, layout, context.engine, nil), "dnnl_memory_create")
  }

  /// Memory that a forward primitive leaves notes in for its backward one; nil if it makes none.
  func workspace() throws(TrainingError) -> (room: ActivationMemory, memory: OneDNNMemory)? {
    guard
      let layout = try? OneDNNLayout.chosen(by: self, for: dnnl_query_workspace_md, extents: []),
      layout.bytes > 0
    else { return nil }
    // Not always whole floats.
    let room = ActivationMemory(count: layout.count + 1)
    return (room, try OneDNNMemory(room.base, layout, in: context))
  }

  func execute() throws(TrainingError) {
    if let scratch {
      let base = context.scratch.ready()
      if base != scratchBase {
        try OneDNN.check(
          dnnl_memory_set_data_handle(scratch, base), "dnnl_memory_set_data_handle")
        scratchBase = base
      }
      if arguments.last?.arg != DNNL_ARG_SCRATCHPAD {
        arguments.append(dnnl_exec_arg_t(arg: DNNL_ARG_SCRATCHPAD, memory: scratch))
      }
    }
    let status = arguments.withUnsafeBufferPointer {
      dnnl_primitive_execute(made.primitive, context.stream, Int32($0.count), $0.baseAddress)
    }
    try OneDNN.check(status, name)
  }

  /// A copy between layouts.
  /// - Parameter adding: whether to add to what is there instead of replacing it.
  static func reorder(
    from source: OneDNNMemory, to destination: OneDNNMemory, adding: Bool = false,
    in context: OneDNNContext
  ) throws(TrainingError) -> OneDNNPrimitive {
    let primitive = try OneDNNPrimitive(in: context, "reorder") {
      dcsh_reorder(
        $0, context.engine, source.layout.handle, destination.layout.handle,
        adding ? dcsh_after_sum : dcsh_after_nothing)
    }
    try primitive.bind([(DNNL_ARG_FROM, source), (DNNL_ARG_TO, destination)])
    return primitive
  }
}
