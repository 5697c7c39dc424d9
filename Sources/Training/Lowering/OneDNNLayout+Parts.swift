import COneDNN

extension OneDNNLayout {
  /// Elements at these distances, outermost axis first.
  static func strided(_ extents: [Int], strides: [Int]) throws(TrainingError) -> OneDNNLayout {
    var handle: OpaquePointer?
    try OneDNN.check(
      dcsh_layout_create(
        &handle, Int32(extents.count), extents.map { Int64($0) }, strides.map { Int64($0) }),
      "layout of strides")
    return try OneDNNLayout(handle, extents, "layout of strides")
  }

  /// The distances of a row-major layout.
  static func plainStrides(_ extents: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: extents.count)
    for axis in extents.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * extents[axis + 1]
    }
    return strides
  }

  /// oneDNN's name for a layout of images that its operations choose; nil for others.
  private var name: dnnl_format_tag_t? {
    guard extents.count == 4 else { return nil }
    let name = dcsh_layout_name(handle, extents.map { Int64($0) })
    return name == dnnl_format_tag_undef ? nil : name
  }

  /// The number of channels that lie side by side, for images [rows, channels / block, height,
  /// width, block]; nil for other layouts.
  var channelBlock: Int? {
    switch name {
    case dnnl_aBcd8b: 8
    default: nil
    }
  }

  /// Images whose channels lie side by side, [rows, height, width, channels] in memory; `extents` are
  /// [rows, channels, height, width].
  static func channelsLast(_ extents: [Int]) throws(TrainingError) -> OneDNNLayout {
    var handle: OpaquePointer?
    try OneDNN.check(
      dcsh_layout_named(&handle, extents.map { Int64($0) }, dnnl_acdb), "layout of images")
    return try OneDNNLayout(handle, extents, "layout of images")
  }

  /// The same order of elements for other extents; row-major if there is no such order.
  func like(_ extents: [Int]) throws(TrainingError) -> OneDNNLayout {
    guard extents.count == 4, let name else { return try .plain(extents) }
    var handle: OpaquePointer?
    try OneDNN.check(
      dcsh_layout_named(&handle, extents.map { Int64($0) }, name), "layout like another")
    return try OneDNNLayout(handle, extents, "layout like another")
  }
}
