import COneDNN

/// How a factor of a matrix product lies in memory.
enum MatrixOrder {
  /// Row after row, at this distance in elements.
  case rows(Int)
  /// Column after column, at this distance in elements: the transpose of a row-major matrix.
  case columns(Int)

  fileprivate var letter: CChar {
    switch self {
    case .rows: CChar(truncatingIfNeeded: UInt8(ascii: "N"))
    case .columns: CChar(truncatingIfNeeded: UInt8(ascii: "T"))
    }
  }

  fileprivate var stride: Int {
    switch self {
    case .rows(let stride), .columns(let stride): stride
    }
  }
}

extension OneDNN {
  /// C [m, n] = A [m, k] · B [k, n], or C + A · B; C row-major without gaps.
  static func product(
    _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ orderA: MatrixOrder,
    _ b: UnsafePointer<Float>, _ orderB: MatrixOrder, into c: UnsafeMutablePointer<Float>,
    adding: Bool
  ) throws(TrainingError) {
    let status = dnnl_sgemm(
      orderA.letter, orderB.letter, dnnl_dim_t(m), dnnl_dim_t(n), dnnl_dim_t(k), 1, a,
      dnnl_dim_t(orderA.stride), b, dnnl_dim_t(orderB.stride), adding ? 1 : 0, c, dnnl_dim_t(n))
    try check(status, "dnnl_sgemm")
  }
}
