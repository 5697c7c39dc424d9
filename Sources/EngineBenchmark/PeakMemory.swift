#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The most memory that this process has held at once, in bytes; 0 if the system does not tell.
func peakMemory() -> Int {
  var usage = rusage()
  #if canImport(Glibc)
    let status = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  #else
    let status = getrusage(Int32(RUSAGE_SELF), &usage)
  #endif
  guard status == 0 else { return 0 }
  #if canImport(Darwin)
    return usage.ru_maxrss
  #else
    return usage.ru_maxrss * 1024
  #endif
}
