import Tensors

/// The product of two inputs; the second is repeated along axes where its extent is 1, as when
/// channels are weighted by an attention of [C, 1, 1] (Hu et al., 2018).
public struct Multiply: PlainOperation {
  /// `multiply`.
  public static let kind = "multiply"
  /// 22.
  public static let code: UInt8 = 22

  /// A product.
  public init() {}

  /// The first input's shape.
  /// - Throws: `NetworkError` unless there are two inputs, and each extent of the second is 1 or
  ///   the first's.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    guard inputs.count == 2 else {
      throw NetworkError("`multiply` takes two inputs, not \(inputs.count)")
    }
    let (a, b) = (inputs[0], inputs[1])
    guard a.rank == b.rank, zip(a.dimensions, b.dimensions).allSatisfy({ $1 == 1 || $1 == $0 })
    else { throw NetworkError("cannot multiply \(a) by \(b)") }
    return a
  }

  /// `a b`, element by element.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let batch = try batch(inputs)
    let (a, b) = (inputs[0], inputs[1])
    let partners = try partners(a.shape, b.shape)
    return try tensor([batch.rows] + batch.output.dimensions) { y in
      for (index, partner) in partners.enumerated() { y[index] = a[index] * b[partner] }
    }
  }

  /// `da = dy b`, `db = Σ dy a` over what each element of `b` was multiplied with.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    _ = try batch(inputs, gradient: dy)
    let (a, b) = (inputs[0], inputs[1])
    let partners = try partners(a.shape, b.shape)
    let da = Tensor(shape: a.shape) { da in
      for (index, partner) in partners.enumerated() { da[index] = dy[index] * b[partner] }
    }
    var sums = [Double](repeating: 0, count: b.count)
    for (index, partner) in partners.enumerated() {
      sums[partner] += Double(dy[index]) * Double(a[index])
    }
    let db = Tensor(shape: b.shape) { db in
      for (index, sum) in sums.enumerated() { db[index] = Float(sum) }
    }
    return Gradients(inputs: [da, db])
  }

  /// For each element of `a`, the position in `b` of what it is multiplied by.
  private func partners(_ a: Shape, _ b: Shape) throws(NetworkError) -> [Int] {
    let strides = zip(b.dimensions, try strides(of: b)).map { $0 == 1 ? 0 : $1 }
    var result: [Int] = []
    a.forEachCoordinate { coordinate in
      result.append(zip(coordinate, strides).reduce(0) { $0 + $1.0 * $1.1 })
    }
    return result
  }
}
