#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The C library's functions that references need: the one place that imports it for them.
enum Elementary {
  /// eˣ.
  static func exp(_ x: Double) -> Double { libraryExp(x) }

  /// The hyperbolic tangent.
  static func tanh(_ x: Double) -> Double { libraryTanh(x) }

  /// 1 / (1 + e⁻ˣ); 0 and 1 far from 0, where eˣ overflows.
  static func logistic(_ x: Double) -> Double { 1 / (1 + libraryExp(-x)) }

  /// The normal distribution function Φ(x), exact to the last digits in both tails.
  static func normalDistribution(_ x: Double) -> Double {
    0.5 * libraryErfc(-x * 0.5.squareRoot())
  }

  /// The normal density φ(x).
  static func normalDensity(_ x: Double) -> Double {
    libraryExp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
  }
}

// Inside the enumeration the names would mean its own functions.
private func libraryExp(_ x: Double) -> Double { exp(x) }
private func libraryTanh(_ x: Double) -> Double { tanh(x) }
private func libraryErfc(_ x: Double) -> Double { erfc(x) }
