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
