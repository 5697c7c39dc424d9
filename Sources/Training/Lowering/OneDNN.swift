import COneDNN

/// What the rest of the engine may know of oneDNN: this folder is the only one that imports it.
public enum OneDNN {
  /// The library's version, such as `2.6.3`; recorded with every session.
  public static var version: String {
    guard let version = dnnl_version()?.pointee else { return "unknown" }
    return "\(version.major).\(version.minor).\(version.patch)"
  }

  /// The instruction set that its code is limited to, so that results are the same on every
  /// processor that has it; recorded with every session.
  public static var instructionSet: String {
    prepareProcess()
    switch dnnl_get_effective_cpu_isa() {
    case dnnl_cpu_isa_avx2: return "avx2"
    case dnnl_cpu_isa_avx: return "avx"
    case dnnl_cpu_isa_sse41: return "sse41"
    default: return "native"
    }
  }

  /// Limits the instruction set; must come before oneDNN's first primitive, does nothing after.
  static func prepareProcess() { _ = limitOnce }

  private static let limitOnce: Void = {
    // Unimplemented away from x86, where there is nothing to limit.
    _ = dnnl_set_max_cpu_isa(dnnl_cpu_isa_avx2)
  }()

  /// Makes oneDNN compute on the calling thread alone.
  package static func prepareThread() {
    prepareProcess()
    dcsh_onednn_single_thread()
  }

  static func check(
    _ status: dnnl_status_t, _ call: @autoclosure () -> String
  ) throws(TrainingError) {
    guard status == dnnl_success else {
      let reason = dnnl_status2str(status).map { String(cString: $0) } ?? "unknown reason"
      throw .backend("oneDNN's \(call()) failed: \(reason)")
    }
  }
}

/// An engine and a stream of oneDNN: one for each executor, as streams belong to one thread at a
/// time.
final class OneDNNContext {
  let engine: dnnl_engine_t
  let stream: dnnl_stream_t

  init() throws(TrainingError) {
    OneDNN.prepareProcess()
    var engine: dnnl_engine_t?
    try OneDNN.check(dnnl_engine_create(&engine, dnnl_cpu, 0), "dnnl_engine_create")
    guard let engine else { throw .backend("oneDNN gave no engine") }
    var stream: dnnl_stream_t?
    let status = dnnl_stream_create(&stream, engine, UInt32(dnnl_stream_default_flags.rawValue))
    guard status == dnnl_success, let stream else {
      dnnl_engine_destroy(engine)
      throw .backend("oneDNN gave no stream")
    }
    self.engine = engine
    self.stream = stream
  }

  deinit {
    dnnl_stream_destroy(stream)
    dnnl_engine_destroy(engine)
  }
}

/// A block of floats as oneDNN sees it: [rows, columns], row-major.
final class OneDNNMatrix {
  let handle: dnnl_memory_t

  /// Describes memory that the caller keeps alive.
  init(
    _ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, in context: OneDNNContext
  ) throws(TrainingError) {
    var handle: dnnl_memory_t?
    try OneDNN.check(
      dcsh_onednn_matrix(&handle, context.engine, Int64(rows), Int64(columns), base),
      "dnnl_memory_create")
    guard let handle else { throw .backend("oneDNN gave no memory") }
    self.handle = handle
  }

  deinit { dnnl_memory_destroy(handle) }
}

/// A primitive with its arguments bound: created once for a shape, executed many times.
final class OneDNNPrimitive {
  private let context: OneDNNContext
  private let made: dcsh_onednn_primitive
  private let arguments: [dnnl_exec_arg_t]
  // Keeps the memory objects alive that `arguments` refers to.
  private let matrices: [OneDNNMatrix]

  /// Makes a primitive.
  /// - Parameters:
  ///   - bound: the arguments, by oneDNN's numbers for them.
  ///   - name: oneDNN's name of the operation, for errors.
  ///   - make: one of the functions of oneDNN's shim.
  init(
    _ bound: [(argument: Int32, matrix: OneDNNMatrix)], in context: OneDNNContext, _ name: String,
    _ make: (UnsafeMutablePointer<dcsh_onednn_primitive>) -> dnnl_status_t
  ) throws(TrainingError) {
    var made = dcsh_onednn_primitive()
    try OneDNN.check(make(&made), name)
    self.made = made
    self.context = context
    matrices = bound.map(\.matrix)
    arguments = bound.map { dnnl_exec_arg_t(arg: $0.argument, memory: $0.matrix.handle) }
  }

  deinit {
    dnnl_primitive_destroy(made.primitive)
    dnnl_primitive_desc_destroy(made.description)
  }

  /// What a backward primitive is told of its forward one.
  var hint: dnnl_primitive_desc_t? { made.description }

  func execute() throws(TrainingError) {
    let status = arguments.withUnsafeBufferPointer {
      dnnl_primitive_execute(made.primitive, context.stream, Int32($0.count), $0.baseAddress)
    }
    try OneDNN.check(status, "dnnl_primitive_execute")
  }
}
