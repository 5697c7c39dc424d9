import Tensors

/// Inputs one after the other along an axis, as channels are in an inception or fire module.
public struct Concat: Operation {
  /// `concat`.
  public static let kind = "concat"
  /// 23.
  public static let code: UInt8 = 23

  /// The axis of an example; 0 is an image's channels.
  public let axis: Int

  /// A concatenation.
  /// - Throws: `NetworkError` if no example can have this axis.
  public init(axis: Int = 0) throws(NetworkError) {
    guard (0..<Shape.maximumRank).contains(axis) else {
      throw NetworkError("`concat` cannot join along an axis \(axis)")
    }
    self.axis = axis
  }

  /// The axis.
  public var attributes: [Int] { [axis] }

  /// From the axis.
  /// - Throws: `NetworkError` unless it is one axis.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: Concat.kind, count: 1)
    try self.init(axis: try reader.integer("axis"))
  }

  /// The extents of the first input, along the axis the sum of all.
  /// - Throws: `NetworkError` if there is no input, none has the axis, or other extents differ.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    guard let first = inputs.first else {
      throw NetworkError("`concat` takes one input or more, not 0")
    }
    var dimensions = first.dimensions
    guard dimensions.indices.contains(axis) else {
      throw NetworkError("cannot join \(first) along the axis \(axis)")
    }
    for other in inputs.dropFirst() {
      var fitting = first.dimensions
      guard other.rank == first.rank else {
        throw NetworkError("cannot join \(first) and \(other)")
      }
      fitting[axis] = other.dimensions[axis]
      let (sum, overflow) = dimensions[axis].addingReportingOverflow(fitting[axis])
      guard fitting == other.dimensions, !overflow else {
        throw NetworkError("cannot join \(first) and \(other) along the axis \(axis)")
      }
      dimensions[axis] = sum
    }
    return try shape(dimensions)
  }

  /// The inputs side by side.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let batch = try batch(inputs)
    let runs = try runs(inputs)
    return try tensor([batch.rows] + batch.output.dimensions) { y in
      runs.forEach { input, from, to, count in
        for index in 0..<count { y[to + index] = inputs[input][from + index] }
      }
    }
  }

  /// Each input's part of the gradient.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    _ = try batch(inputs, gradient: dy)
    let runs = try runs(inputs)
    let gradients = inputs.indices.map { number in
      Tensor(shape: inputs[number].shape) { dx in
        for (input, from, to, count) in runs where input == number {
          for index in 0..<count { dx[from + index] = dy[to + index] }
        }
      }
    }
    return Gradients(inputs: gradients)
  }

  /// The runs of elements that stay together, in the order of the result: which input, the
  /// position there, the position in the result, the number of elements.
  private func runs(
    _ inputs: [Tensor]
  ) throws(NetworkError) -> [(input: Int, from: Int, to: Int, count: Int)] {
    var lengths: [Int] = []
    for input in inputs {
      // The axis and all that is inside it; a tensor has the batch before.
      lengths.append(try shape(Array(input.shape.dimensions.dropFirst(axis + 1))).count)
    }
    guard let first = inputs.first, let length = lengths.first else { return [] }
    var result: [(input: Int, from: Int, to: Int, count: Int)] = []
    var to = 0
    for outer in 0..<first.count / length {
      for (input, length) in lengths.enumerated() {
        result.append((input, outer * length, to, length))
        to += length
      }
    }
    return result
  }
}
