import Networks
import Tensors

extension CaffeOperations {
  /// `Concat` as an operation; the axis may have its old name.
  static func concat(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("concat_param")
    let usual = try parameters.integer("concat_dim", in: -8...8) ?? 1
    let axis = try axis("axis", of: parameters, default: usual, rank: shapes.first?.rank ?? 0)
    return try layer.placing(try Concat(axis: axis))
  }

  /// `Flatten` as an operation; only some axes may be joined.
  static func flatten(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("flatten_param")
    let extents = shapes.first?.dimensions ?? []
    let first = try axis("axis", of: parameters, default: 1, rank: extents.count)
    let last = try axis("end_axis", of: parameters, default: -1, rank: extents.count)
    guard first <= last else { throw layer.error("`end_axis` stands before `axis`") }
    if first == 0, last == extents.count - 1 { return Flatten() }
    let joined = try layer.shape(Array(extents[first...last])).count
    return Reshape(
      try layer.shape(Array(extents[..<first]) + [joined] + Array(extents[(last + 1)...])))
  }

  /// `Reshape` as an operation: 0 keeps an extent, −1 takes what is left.
  static func reshape(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("reshape_param")
    let shape = shapes.first ?? .scalar
    guard try parameters.integer("axis", in: -8...8) ?? 0 == 0,
      try parameters.integer("num_axes", in: -1...8) ?? -1 == -1
    else { throw layer.error("a part of the axes alone is not understood") }
    var extents =
      try parameters.inner("shape")?.integers("dim", in: -1...CaffeParameters.largest) ?? []
    // The first axis is the batch's: its extent stays, or is what is left.
    guard let rows = extents.first, rows <= 0 else {
      throw layer.error("a fixed number of examples is not understood")
    }
    extents.removeFirst()
    for (index, extent) in extents.enumerated() where extent == 0 {
      guard shape.dimensions.indices.contains(index) else {
        throw layer.error("there is no axis \(index + 1) whose extent could be kept")
      }
      extents[index] = shape.dimensions[index]
    }
    if let open = extents.firstIndex(of: -1) {
      guard rows == 0, extents.lastIndex(of: -1) == open else {
        throw layer.error("only one extent can be what is left")
      }
      extents[open] = 1
      let known = try layer.shape(extents).count
      guard shape.count.isMultiple(of: known) else {
        throw layer.error("\(shape) cannot be divided into parts of \(known)")
      }
      extents[open] = shape.count / known
    }
    return Reshape(try layer.shape(extents))
  }
}
