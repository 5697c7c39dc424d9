#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A number raised to a power, as the C library has it.
func raised(_ base: Double, to exponent: Double) -> Double { pow(base, exponent) }
