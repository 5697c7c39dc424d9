import Tensors

/// An operation that puts the elements of its one input elsewhere: each element of the result is
/// one of the input's, or 0.
///
/// It says where a coordinate of the result comes from; loops and gradients are here.
protocol RearrangingOperation: Operation {
  /// Where an element of the result comes from.
  /// - Parameters:
  ///   - coordinate: indices into the axes of the result for one example.
  ///   - input: extents of the input for one example.
  /// - Returns: indices into the axes of the input, or nil for an element that is 0.
  func source(of coordinate: [Int], in input: Shape) -> [Int]?
}

extension RearrangingOperation {
  /// Every element from its place in the input.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let batch = try batch(inputs)
    let sources = try sources(batch)
    let (from, to) = (batch.inputs[0].count, batch.output.count)
    return try tensor([batch.rows] + batch.output.dimensions) { y in
      for n in 0..<batch.rows {
        for (index, source) in sources.enumerated() {
          y[n * to + index] = source.map { x[n * from + $0] } ?? 0
        }
      }
    }
  }

  /// Every element of the gradient back to where its element came from.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    let batch = try batch(inputs, gradient: dy)
    let sources = try sources(batch)
    let (from, to) = (batch.inputs[0].count, batch.output.count)
    let dx = Tensor(shape: x.shape) { dx in
      for n in 0..<batch.rows {
        var sums = [Double](repeating: 0, count: from)
        for (index, source) in sources.enumerated() {
          if let source { sums[source] += Double(dy[n * to + index]) }
        }
        for (index, sum) in sums.enumerated() { dx[n * from + index] = Float(sum) }
      }
    }
    return Gradients(inputs: [dx])
  }

  /// For each element of one example's result, in row-major order, the position of its source.
  private func sources(_ batch: ReferenceBatch) throws(NetworkError) -> [Int?] {
    let input = batch.inputs[0]
    let strides = try strides(of: input)
    var result: [Int?] = []
    batch.output.forEachCoordinate { coordinate in
      result.append(
        source(of: coordinate, in: input).map { zip($0, strides).reduce(0) { $0 + $1.0 * $1.1 } })
    }
    return result
  }
}
