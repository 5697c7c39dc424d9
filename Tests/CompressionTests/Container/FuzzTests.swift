import Bytes
import Compression
import Tensors
import Testing

/// Files that were damaged at random and given correct checksums again: nothing may trap, and both
/// decoders must agree about which are good and what is in them.
@Suite struct FuzzTests {
  private func seeds() throws -> [FileBuilder] {
    try GoldenFiles.good().map { try FileBuilder(parsing: $0.bytes) }
  }

  /// Expects both decoders to agree about a file, and what was read to be whole.
  private func check(_ bytes: [UInt8], _ what: String) -> Bool {
    let slow = try? EducationalDecoder(bytes)
    do {
      let model = try CompressedModel(decoding: bytes)
      let values = model.model.parameters.values.map { $0.values.map(\.bitPattern) }
      let agrees = slow?.parameters.map { $0.values.map(\.bitPattern) } == values
      if !agrees || !model.violations.isEmpty {
        Issue.record("\(what): read differently")
      }
      // What can be read can be written and read again.
      if let again = try? model.encoded(.paper).bytes {
        let second = try? CompressedModel(decoding: again)
        let same = second?.model.parameters.values.map { $0.values.map(\.bitPattern) } == values
        if !same || second?.masks != model.masks { Issue.record("\(what): written differently") }
      }
      return true
    } catch {
      if slow != nil { Issue.record("\(what): only the slow decoder reads it, not: \(error)") }
      if !(0...bytes.count).contains(error.offset) { Issue.record("\(what): \(error.offset)") }
      return false
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func mutationsWithCorrectChecksums(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let seeds = try seeds()
    var good = 0
    for round in 0..<500 {
      var file = seeds[random.below(seeds.count)]
      for _ in 0...random.below(3) {
        let number = random.below(file.sections.count)
        mutate(&file.sections[number].contents, &random)
      }
      if random.below(20) == 0 { file.sections.swapAt(0, random.below(file.sections.count)) }
      if random.below(20) == 0 { file.sections.append(file.sections[0]) }
      if random.below(20) == 0 { file.sections.removeLast() }
      if check(file.bytes, "seed \(seed), round \(round)") { good += 1 }
    }
    // Changed values are still a good file; most other changes are not.
    #expect(good > 10 && good < 490)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout RandomSource) {
    guard !bytes.isEmpty else { return bytes.append(UInt8(random.below(256))) }
    let place = random.below(bytes.count)
    switch random.below(6) {
    case 0: bytes[place] = UInt8(random.below(256))
    case 1: bytes[place] ^= 1 << UInt8(random.below(8))
    case 2: bytes[place] = [0, 1, 2, 127, 128, 255][random.below(6)]
    case 3: bytes.remove(at: place)
    case 4: bytes.insert(UInt8(random.below(256)), at: place)
    default:
      let end = min(bytes.count, place + 1 + random.below(6))
      for index in place..<end { bytes[index] = UInt8(random.below(256)) }
    }
  }

  @Test func randomSectionsWithCorrectChecksums() {
    var random = RandomSource(seed: 77)
    for round in 0..<1500 {
      var file = FileBuilder()
      if random.below(3) > 0 { file.sections.append(NetworkFields().section) }
      for _ in 0..<random.below(4) {
        let contents = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
        file.add(UInt8(1 + random.below(4)), contents)
      }
      _ = check(file.bytes, "round \(round)")
    }
  }

  @Test func randomBytes() {
    var random = RandomSource(seed: 78)
    for _ in 0..<1000 {
      let bytes = (0..<random.below(100)).map { _ in UInt8(random.below(256)) }
      #expect(throws: FormatError.self) { try CompressedModel(decoding: bytes) }
      let signed = FileBuilder.signed([0x44, 0x43, 0x5A, 1] + bytes)
      #expect(throws: FormatError.self) { try CompressedModel(decoding: signed) }
    }
  }
}
