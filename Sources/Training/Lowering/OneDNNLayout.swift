import COneDNN

/// Where the elements of a tensor lie in memory.
///
/// oneDNN computes fastest on layouts of its own, such as blocks of eight channels; `any` lets it
/// choose. Only plain layouts may be read by code that is not oneDNN's.
package final class OneDNNLayout {
  let handle: OpaquePointer
  /// The tensor's extents, outermost first.
  let extents: [Int]

  /// Takes over what one of the shim's functions made.
  init(_ handle: OpaquePointer?, _ extents: [Int], _ call: String) throws(TrainingError) {
    guard let handle else { throw .backend("oneDNN's \(call) gave no layout") }
    self.handle = handle
    self.extents = extents
  }

  deinit { dcsh_layout_destroy(handle) }

  /// Row-major, without gaps.
  static func plain(_ extents: [Int]) throws(TrainingError) -> OneDNNLayout {
    try strided(extents, strides: plainStrides(extents))
  }

  /// Whatever a primitive likes best.
  static func any(_ extents: [Int]) throws(TrainingError) -> OneDNNLayout {
    var handle: OpaquePointer?
    try OneDNN.check(
      dcsh_layout_create(&handle, Int32(extents.count), extents.map { Int64($0) }, nil),
      "layout of its own choice")
    return try OneDNNLayout(handle, extents, "layout of its own choice")
  }

  /// What a primitive chose for an argument of these extents.
  static func chosen(
    by primitive: OneDNNPrimitive, for argument: dnnl_query_t, extents: [Int]
  ) throws(TrainingError) -> OneDNNLayout {
    var handle: OpaquePointer?
    try OneDNN.check(
      dcsh_layout_query(&handle, primitive.hint, argument, 0), "query of a layout")
    return try OneDNNLayout(handle, extents, "query of a layout")
  }

  /// A box inside the tensor, in the tensor's memory; nil if the layout has no such box.
  func part(extents: [Int], offsets: [Int]) -> OneDNNLayout? {
    var handle: OpaquePointer?
    let status = dcsh_layout_part(
      &handle, self.handle, extents.map { Int64($0) }, offsets.map { Int64($0) })
    guard status == dnnl_success else { return nil }
    return try? OneDNNLayout(handle, extents, "part of a layout")
  }

  /// Whether elements lie at the same places.
  func isSame(as other: OneDNNLayout) -> Bool { dcsh_layout_equal(handle, other.handle) != 0 }

  /// Bytes that a tensor takes, padding included.
  var bytes: Int { dcsh_layout_bytes(handle) }

  /// Floats that a tensor takes, padding included.
  var count: Int { dcsh_layout_bytes(handle) / MemoryLayout<Float>.stride }
}

/// Memory of a tensor, as oneDNN's arguments want it.
final class OneDNNMemory {
  let handle: dnnl_memory_t
  let layout: OneDNNLayout
  private(set) var base: UnsafeMutablePointer<Float>

  /// Describes memory that the caller keeps alive.
  init(
    _ base: UnsafeMutablePointer<Float>, _ layout: OneDNNLayout, in context: OneDNNContext
  ) throws(TrainingError) {
    var handle: dnnl_memory_t?
    try OneDNN.check(
      dcsh_memory_create(&handle, layout.handle, context.engine, base), "dnnl_memory_create")
    guard let handle else { throw .backend("oneDNN gave no memory") }
    self.handle = handle
    self.layout = layout
    self.base = base
  }

  deinit { dnnl_memory_destroy(handle) }

  /// Looks at other memory from now on.
  func move(to base: UnsafeMutablePointer<Float>) throws(TrainingError) {
    guard base != self.base else { return }
    try OneDNN.check(dnnl_memory_set_data_handle(handle, base), "dnnl_memory_set_data_handle")
    self.base = base
  }
}
