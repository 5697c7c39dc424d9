import Tensors

/// What a reference function is given, checked against the operation's own rule of shapes.
struct ReferenceBatch {
  /// Number of examples.
  let rows: Int
  /// Extents of each input, for one example.
  let inputs: [Shape]
  /// Extents of the result, for one example.
  let output: Shape
}

extension Operation {
  /// The rows and extents of a batch.
  /// - Parameters:
  ///   - inputs: activations, each [batch, …].
  ///   - gradient: with respect to the result, [batch, …], if there is one.
  /// - Throws: `NetworkError` if the operation does not take these inputs, or the gradient has
  ///   another shape than its result.
  func batch(
    _ inputs: [Tensor], gradient: Tensor? = nil
  ) throws(NetworkError) -> ReferenceBatch {
    let rows = inputs.first?.shape.dimensions.first ?? 1
    var shapes: [Shape] = []
    for input in inputs {
      guard input.shape.dimensions.first == rows else {
        throw NetworkError("the inputs of `\(Self.kind)` are not of one batch")
      }
      shapes.append(try shape(Array(input.shape.dimensions.dropFirst())))
    }
    let batch = ReferenceBatch(rows: rows, inputs: shapes, output: try outputShape(for: shapes))
    if let gradient {
      guard gradient.shape.dimensions == [rows] + batch.output.dimensions else {
        throw NetworkError(
          "`\(Self.kind)` gives \(batch.output), which a gradient of \(gradient.shape) does not fit"
        )
      }
    }
    return batch
  }

  /// Refuses a tensor that does not have the shape of what it belongs to.
  /// - Throws: `NetworkError` that names both shapes.
  func require(_ tensor: Tensor, of shape: Shape) throws(NetworkError) {
    guard tensor.shape == shape else {
      throw NetworkError("`\(Self.kind)` is given \(tensor.shape) where \(shape) is wanted")
    }
  }

  /// A shape of computed extents.
  /// - Throws: `NetworkError` if they make none.
  func shape(_ dimensions: [Int]) throws(NetworkError) -> Shape {
    do {
      return try Shape(dimensions)
    } catch {
      throw NetworkError(error, at: Self.kind)
    }
  }

  /// For each axis, the number of elements from one of its indices to the next.
  func strides(of shape: Shape) throws(NetworkError) -> [Int] {
    var strides: [Int] = []
    for axis in shape.dimensions.indices {
      strides.append(try self.shape(Array(shape.dimensions.dropFirst(axis + 1))).count)
    }
    return strides
  }
}

extension Shape {
  /// Calls a closure with the indices of every element, in row-major order.
  func forEachCoordinate(_ body: ([Int]) -> Void) {
    var coordinate = [Int](repeating: 0, count: rank)
    for _ in 0..<count {
      body(coordinate)
      for axis in dimensions.indices.reversed() {
        coordinate[axis] += 1
        if coordinate[axis] < dimensions[axis] { break }
        coordinate[axis] = 0
      }
    }
  }
}
