/// Numbers for tests, the same on every run: SplitMix64.
struct TestNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }

  /// Symbols of which small ones are more frequent, about twice with every `step` numbers.
  mutating func symbols(count: Int, alphabet: Int, step: Int) -> [UInt16] {
    (0..<count).map { _ in
      let octave = next().trailingZeroBitCount
      return UInt16((octave * step + Int(below(UInt64(step)))) % alphabet)
    }
  }
}
