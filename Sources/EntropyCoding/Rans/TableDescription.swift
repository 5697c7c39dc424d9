import Bytes

/// A frequency table as a file describes it: by the price of each symbol, as README.md lays it down.
package enum TableDescription: Equatable {
  /// A symbol that is alone.
  case only(Int)
  /// At least two symbols with their prices.
  case priced(Prices)

  package struct Prices: Equatable {
    /// How prices are guessed.
    package var prediction: PricePrediction
    /// The logarithm of how many steps of price make a bit, 0 to 7.
    package var resolution: Int
    /// The logarithm of the sum of frequencies: 10, 12, 14 or 16.
    package var scaleBits: Int
    /// The price of each symbol in steps; nil for those that do not occur.
    package var prices: [Int?]

    package init(
      prediction: PricePrediction, resolution: Int, scaleBits: Int, prices: [Int?]
    ) {
      self.prediction = prediction
      self.resolution = resolution
      self.scaleBits = scaleBits
      self.prices = prices
    }
  }

  /// The frequencies that it stands for.
  package func frequencies(alphabet: Int) -> FrequencyTable {
    switch self {
    case .only(let symbol): FrequencyTable(only: symbol, alphabet: alphabet)
    case .priced(let prices):
      FrequencyTable(
        prices: prices.prices, resolution: prices.resolution, scaleBits: prices.scaleBits)
    }
  }

  /// The kind of table of which a symbol is alone, in place of a way to guess.
  private static let aloneKind: UInt32 = 3

  // MARK: - Writing

  /// Writes it.
  ///
  /// - Returns: whole bytes; the size of the alphabet is not written.
  package func write(alphabet: Int) -> [UInt8] {
    var writer = BitWriter()
    switch self {
    case .only(let symbol):
      writer.write(TableDescription.aloneKind, bits: 2)
      writer.write(UInt32(symbol), bits: bitWidth(alphabet - 1))
    case .priced(let prices): prices.write(to: &writer)
    }
    return writer.finish()
  }

  // MARK: - Reading

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind it afterwards.
  ///   - alphabet: the size of the alphabet, 1 to 65,536.
  /// - Throws: `FormatError` if the table is cut off or breaks a rule.
  package init(_ reader: inout ByteReader, alphabet: Int) throws(FormatError) {
    let start = reader.offset
    var bits = BitReader(reader)
    let kind = try bits.read(bits: 2)
    if let prediction = PricePrediction(rawValue: UInt8(kind)) {
      self = .priced(try Prices(&bits, prediction: prediction, alphabet: alphabet))
    } else {
      let symbol = Int(try bits.read(bits: bitWidth(alphabet - 1)))
      guard symbol < alphabet else { throw bits.tableError("symbol \(symbol) of \(alphabet)") }
      self = .only(symbol)
    }
    try bits.skipPadding("the frequency table")
    _ = try reader.subreader(count: bits.byteOffset - start)
  }
}

extension TableDescription.Prices {
  /// The steps between prices and their guesses, of the symbols that occur, up to the last that is not
  /// zero.
  private var steps: [Int] {
    var list = PriceList(prediction, resolution: resolution, alphabet: prices.count)
    var steps: [Int] = []
    var used = 0
    for price in prices {
      let guess = list.guess
      list.append(price ?? guess)
      guard let price else { continue }
      steps.append(price - guess)
      if price != guess { used = steps.count }
    }
    return Array(steps[..<used])
  }

  func write(to writer: inout BitWriter) {
    writer.write(UInt32(prediction.rawValue), bits: 2)
    writer.write(UInt32(resolution), bits: 3)
    writer.write(UInt32(scaleBits / 2 - 5), bits: 2)
    let occurs = prices.map { $0 != nil }
    writer.write(occurs.allSatisfy(\.self) ? 1 : 0, bits: 1)
    if !occurs.allSatisfy(\.self) {
      var codes = [AdaptiveGolomb(mean: 0), AdaptiveGolomb(mean: 0)]
      for run in TableDescription.runs(occurs) { codes[run.kind].write(run.count, to: &writer) }
    }
    let steps = steps
    writer.write(UInt32(steps.count), bits: bitWidth(occurs.count { $0 }))
    var code = TableDescription.stepCode(resolution)
    for step in steps { code.write(TableDescription.folded(step), to: &writer) }
  }

  fileprivate init(
    _ bits: inout BitReader, prediction: PricePrediction, alphabet: Int
  ) throws(FormatError) {
    self.prediction = prediction
    resolution = Int(try bits.read(bits: 3))
    scaleBits = 10 + 2 * Int(try bits.read(bits: 2))
    let occurs = try bits.readOccurrence(alphabet: alphabet)
    let population = occurs.count { $0 }
    guard (2...1 << scaleBits).contains(population) else {
      throw bits.tableError("\(population) symbols share 2^\(scaleBits)")
    }
    var left = Int(try bits.read(bits: bitWidth(population)))
    guard left <= population else { throw bits.tableError("more steps than symbols") }

    var list = PriceList(prediction, resolution: resolution, alphabet: alphabet)
    var code = TableDescription.stepCode(resolution)
    prices = []
    prices.reserveCapacity(alphabet)
    for occurs in occurs {
      var price = list.guess
      if occurs, left > 0 {
        left -= 1
        price += TableDescription.unfolded(try code.read(&bits))
        guard list.range.contains(price) else {
          throw bits.tableError("a price of \(price) steps of 1/\(1 << resolution) bit")
        }
      }
      list.append(price)
      prices.append(occurs ? price : nil)
    }
  }
}

extension TableDescription {
  /// The code of the steps.
  static func stepCode(_ resolution: Int) -> AdaptiveGolomb {
    AdaptiveGolomb(mean: 1 << resolution)
  }

  /// Signed numbers as numbers that are not negative: 0, −1, 1, −2, 2 …
  static func folded(_ step: Int) -> Int { step < 0 ? -2 * step - 1 : 2 * step }

  fileprivate static func unfolded(_ value: Int) -> Int {
    value & 1 == 1 ? -(value + 1) / 2 : value / 2
  }

  /// The runs of symbols that do not occur (kind 0) and that do (kind 1), in turn; of all but the first,
  /// one less than the length.
  fileprivate static func runs(_ occurs: [Bool]) -> [(kind: Int, count: Int)] {
    var runs: [(kind: Int, count: Int)] = []
    var next = 0
    while next < occurs.count {
      let kind = runs.count & 1
      let end = occurs[next...].firstIndex { $0 != (kind == 1) } ?? occurs.count
      runs.append((kind, end - next - (runs.isEmpty ? 0 : 1)))
      next = end
    }
    return runs
  }
}

extension BitReader {
  fileprivate func tableError(_ cause: String) -> FormatError {
    FormatError(offset: byteOffset, message: "damaged frequency table: \(cause)")
  }

  /// Reads which symbols occur.
  fileprivate mutating func readOccurrence(alphabet: Int) throws(FormatError) -> [Bool] {
    if try read(bits: 1) == 1 { return [Bool](repeating: true, count: alphabet) }
    var codes = [AdaptiveGolomb(mean: 0), AdaptiveGolomb(mean: 0)]
    var occurs: [Bool] = []
    var kind = 0
    var least = 0
    while occurs.count < alphabet {
      let run = try codes[kind].read(&self) + least
      guard run <= alphabet - occurs.count else {
        throw tableError("more symbols than there are")
      }
      occurs.append(contentsOf: repeatElement(kind == 1, count: run))
      kind = 1 - kind
      least = 1
    }
    return occurs
  }
}
