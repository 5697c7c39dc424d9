import Bytes

/// What a frequency table says about the low bits of a state.
struct RansDecodingTable: Sendable {
  let scaleBits: Int
  /// By the low bits of a state: the frequency of the symbol that they belong to (16 bits), how many of
  /// that symbol's values come before (16 bits), the symbol (16 bits).
  let slots: [UInt64]

  init(_ table: FrequencyTable) {
    scaleBits = table.scaleBits
    slots = [UInt64](unsafeUninitializedCapacity: 1 << table.scaleBits) { slots, filled in
      for (symbol, frequency) in table.frequencies.enumerated() {
        for place in 0..<UInt64(frequency) {
          slots[filled] = UInt64(symbol) << 32 | place << 16 | UInt64(frequency)
          filled += 1
        }
      }
    }
  }

  /// Lets a function read a payload symbol by symbol, and checks that it read all of it.
  ///
  /// - Parameters:
  ///   - payload: the payload and nothing else.
  ///   - items: what decides how many states take turns.
  ///   - body: takes as many symbols as there are, and says whether they make sense.
  /// - Throws: `FormatError` if the payload ends before or after the last symbol, does not lead to the
  ///   state that encoders begin with, or makes no sense.
  func read(
    _ payload: ByteReader, items: Int, _ body: (inout RansDecoder) -> Bool
  ) throws(FormatError) {
    let isWhole = payload.withRemainingBytes { bytes in
      slots.withUnsafeBufferPointer { slots in
        guard
          var decoder = RansDecoder(
            bytes, slots, scaleBits, states: items > 0 ? RansEncoder.stateCount(items: items) : 0)
        else { return false }
        return body(&decoder) && decoder.isAtEnd
      }
    }
    guard isWhole else {
      throw FormatError(offset: payload.offset, message: "damaged rANS data")
    }
  }
}

/// The states of a stream that is being read.
///
/// It keeps pointers into the payload and the table, and must not outlive them. A table has 2^scaleBits
/// slots, and only the low scaleBits bits of a state look into it: whatever the payload holds, only
/// symbols of the table come out. A payload that ends too early goes on as zeros, and is not at its end
/// afterwards.
struct RansDecoder {
  private var state0: UInt32
  private var state1: UInt32
  private var state2: UInt32
  private var state3: UInt32
  /// The next word, in bytes.
  private var next: Int
  private var isCutOff = false
  private let isSingle: Bool
  private let scaleBits: UInt32
  private let mask: UInt32
  private let bytes: UnsafeRawBufferPointer
  private let slots: UnsafeBufferPointer<UInt64>

  /// Reads the states, if there is something to read; nil if they are cut off or too small.
  fileprivate init?(
    _ bytes: UnsafeRawBufferPointer, _ slots: UnsafeBufferPointer<UInt64>, _ scaleBits: Int,
    states: Int
  ) {
    self.bytes = bytes
    self.slots = slots
    self.scaleBits = UInt32(scaleBits)
    mask = 1 << UInt32(scaleBits) - 1
    isSingle = states < 4
    (state0, state1, state2, state3) = (
      RansEncoder.low, RansEncoder.low, RansEncoder.low, RansEncoder.low
    )
    next = scaleBits == 0 ? 0 : 4 * states
    if next == 0 { return }
    guard bytes.count >= next else { return nil }
    func state(_ index: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
    }
    state0 = state(0)
    if !isSingle { (state1, state2, state3) = (state(1), state(2), state(3)) }
    guard min(state0, state1, state2, state3) >= RansEncoder.low else { return nil }
  }

  /// Whether everything was read, and every state is where encoders begin.
  fileprivate var isAtEnd: Bool {
    !isCutOff && next == bytes.count
      && [state0, state1, state2, state3].allSatisfy { $0 == RansEncoder.low }
  }

  /// Whether `nextFour` can be asked: there are four states, and a word for each of them.
  var hasFour: Bool {
    @inline(__always) get { !isSingle && bytes.count &- next >= 8 }
  }

  /// The next four symbols; only where `hasFour`.
  @inline(__always)
  mutating func nextFour() -> (UInt64, UInt64, UInt64, UInt64) {
    let (first, second) = (step(state0), step(state1))
    let (third, fourth) = (step(state2), step(state3))
    (state0, state1, state2, state3) = (first.state, second.state, third.state, fourth.state)
    return (first.symbol, second.symbol, third.symbol, fourth.symbol)
  }

  /// The symbol that a state stands for, and the state after it. Two bytes are left at least.
  @inline(__always)
  private mutating func step(_ state: UInt32) -> (symbol: UInt64, state: UInt32) {
    let (symbol, reduced) = reduce(state)
    let word = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: next, as: UInt16.self))
    let isShort = reduced < RansEncoder.low
    next &+= isShort ? 2 : 0
    return (symbol, isShort ? reduced << 16 | UInt32(word) : reduced)
  }

  /// The symbol that a state stands for, and what is left of the state without it.
  @inline(__always)
  private func reduce(_ state: UInt32) -> (symbol: UInt64, state: UInt32) {
    let slot = slots[Int(state & mask)]
    let frequency = UInt32(truncatingIfNeeded: slot & 0xFFFF)
    let place = UInt32(truncatingIfNeeded: slot >> 16 & 0xFFFF)
    return (slot >> 32, frequency &* (state >> scaleBits) &+ place)
  }

  /// The next symbol, wherever the payload ends.
  mutating func nextOne() -> UInt64 {
    let (symbol, reduced) = reduce(state0)
    var state = reduced
    if state < RansEncoder.low {
      state <<= 16
      if bytes.count &- next >= 2 {
        let word = bytes.loadUnaligned(fromByteOffset: next, as: UInt16.self)
        state |= UInt32(UInt16(littleEndian: word))
        next &+= 2
      } else {
        isCutOff = true
      }
    }
    if isSingle {
      state0 = state
    } else {
      // The states change places instead of being counted.
      (state0, state1, state2, state3) = (state1, state2, state3, state)
    }
    return symbol
  }
}
