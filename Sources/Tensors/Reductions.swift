import CKernels

extension Tensor {
  /// Number of elements that are NaN or infinite.
  public var nonFiniteCount: Int {
    withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { dcsh_count_non_finite($0, buffer.count) } ?? 0
    }
  }

  /// Number of elements that are not zero.
  public var nonzeroCount: Int {
    withUnsafeBufferPointer { buffer in
      var count = 0
      for value in buffer where value != 0 { count += 1 }
      return count
    }
  }
}

extension UnsafeBufferPointer<Float> {
  /// Sum of the squares of all elements, in double precision and in an order that depends on the
  /// number of elements alone.
  public var sumOfSquares: Double {
    baseAddress.map { dcsh_sum_of_squares($0, count) } ?? 0
  }
}
