import Bytes
import Compression
import Testing

@Suite struct WeightEntriesTests {
  /// The error of a file whose coded weight was changed; both decoders must agree about it.
  private func cause(_ change: (inout WeightFields) -> Void) -> String {
    var fields = WeightFields()
    change(&fields)
    let plain = FileBuilder.Section(kind: 3, contents: FileBuilder.floats([7, 8]))
    let bytes = FileBuilder([NetworkFields().section, fields.section, plain]).bytes
    let slow = try? EducationalDecoder(bytes)
    do {
      let model = try CompressedModel(decoding: bytes)
      #expect(slow?.parameters[0].values == model.model.parameters["ip.weight"]?.values)
      return "none"
    } catch {
      #expect(slow == nil, "\(error)")
      return error.message
    }
  }

  private func stream(_ symbols: [UInt16], _ alphabet: Int) -> [UInt8] {
    FileBuilder.stream(symbols, alphabet: alphabet)
  }

  @Test func numberAndForm() {
    #expect(cause { _ in } == "none")
    #expect(cause { $0.number = [1] } == "parameter 1 is not a weight")
    #expect(cause { $0.number = [2] }.contains("above its limit of 1"))
    #expect(cause { $0.number = FileBuilder.varint(1 << 40) } != "none")
    #expect(cause { $0.number = [0x80, 0x00] }.contains("overlong"))
    for form: UInt8 in [0, 4, 7, 128, 255] {
      #expect(cause { $0.form = form } == "\(form) is not a form of coded weights")
    }
    #expect(cause { $0.form = 1 } != "none")
    #expect(cause { $0.form = 2 } != "none")
  }

  @Test func widths() {
    for bits: UInt8 in [0, 9, 255] {
      #expect(cause { $0.indexBits = [bits] }.hasPrefix("\(bits) bits of an index are outside"))
    }
    for bits: UInt8 in [0, 17, 255] {
      #expect(cause { $0.codeBits = [bits] }.hasPrefix("\(bits) bits of a code are outside"))
    }
    #expect(cause { $0.codeBits = [16] } == "none")
    #expect(cause { $0.codeBits = [1] }.contains("above its limit of 2"))
  }

  @Test func numbersOfEntries() {
    #expect(cause { $0.entries = [9] }.contains("above its limit of 8"))
    #expect(cause { $0.entries = FileBuilder.varint((1 << 48) - 1) } != "none")
    #expect(cause { $0.entries = [1] } != "none")
    #expect(cause { ($0.entries, $0.indices, $0.codes) = ([0], [1], [1]) } == "none")
  }

  @Test func codebooks() {
    #expect(cause { ($0.codebookCount, $0.codebook) = ([0], []) } == "the codebook is empty")
    #expect(cause { $0.codebookCount = [5] } != "none")
    #expect(cause { $0.codebookCount = FileBuilder.varint(1 << 40) } != "none")
    for value in [Float.nan, .infinity, -.infinity, .signalingNaN] {
      // Also where no weight uses it.
      let codebook = FileBuilder.floats([0.5, -1.5, value])
      #expect(
        cause { ($0.codebookCount, $0.codebook, $0.codes) = ([4], codebook, stream([1, 2], 4)) }
          == "a shared weight is NaN or infinite")
    }
    let odd = FileBuilder.floats([-0.0, .leastNonzeroMagnitude])
    #expect(cause { $0.codebook = odd } == "none")
    // Only the zero of pruned weights.
    #expect(
      cause { ($0.codebookCount, $0.codebook, $0.codes) = ([1], [], stream([0, 0], 1)) } == "none")
  }

  @Test func positionsOutside() {
    // The second entry at 1 + 1 + 6 = 8, one behind the last weight.
    #expect(
      cause { ($0.indexBits, $0.indices) = ([3], stream([1, 6], 8)) }
        == "an entry lies at 8, outside 8 weights")
    #expect(cause { ($0.indexBits, $0.indices) = ([3], stream([1, 5], 8)) } == "none")
    // Fillers must lie inside too.
    let filler = stream([1, 0], 3)
    #expect(
      cause { ($0.indexBits, $0.indices, $0.codes) = ([3], stream([1, 7], 8), filler) } != "none")
    #expect(
      cause { ($0.indexBits, $0.indices, $0.codes) = ([8], stream([255, 255], 256), filler) }
        != "none")
    #expect(cause { $0.codes = filler } == "none")
  }

  @Test func codedStreams() {
    for coder: UInt8 in [0, 2, 255] {
      #expect(cause { $0.indices[0] = coder } == "there is no coder \(coder) in this version")
      #expect(cause { $0.codes[0] = coder } == "there is no coder \(coder) in this version")
    }
    #expect(cause { $0.rest = [0] } == "1 bytes too many after the section of a coded weight")
    #expect(cause { $0.codes.removeLast() } != "none")
    #expect(cause { $0.codes = [] } != "none")
    // A code that the alphabet does not have.
    #expect(cause { $0.codes = stream([1, 3], 4) } != "none")
    #expect(cause { $0.codes[$0.codes.count - 1] |= 1 }.contains("padding"))
  }

  @Test func valuesInsteadOfCodes() {
    func values(_ indices: [UInt8], _ values: [Float], entries: UInt8) -> String {
      cause {
        ($0.form, $0.entries, $0.codeBits, $0.codebookCount) = (1, [entries], [], [])
        ($0.codebook, $0.codes, $0.rest) = ([], [], FileBuilder.floats(values))
        $0.indices = indices
      }
    }
    #expect(values(stream([1, 2], 4), [3, 4], entries: 2) == "none")
    #expect(values(stream([3, 3, 1], 4), [4], entries: 3) == "none")
    #expect(
      values(stream([3, 3, 2], 4), [4], entries: 3) == "an entry lies at 8, outside 8 weights")
    // Skips may reach the end, but no further.
    #expect(values(stream([3, 0, 3], 4), [4], entries: 3) == "none")
    #expect(values(stream([3, 1, 3], 4), [4], entries: 3) == "none")
    #expect(
      values(stream([3, 3, 3], 4), [], entries: 3) == "an entry lies at 9, outside 8 weights")
    #expect(values(stream([1, 2], 4), [3], entries: 2) != "none")
    #expect(values(stream([1, 2], 4), [3, 4, 5], entries: 2) != "none")
    #expect(values(stream([1, 2], 4), [3, .nan], entries: 2) != "none")
    #expect(values([1], [], entries: 0) == "none")
  }

  @Test func sharedWithoutPruning() {
    func shared(_ codes: [UInt8], _ change: (inout WeightFields) -> Void = { _ in }) -> String {
      cause {
        ($0.form, $0.indexBits, $0.entries, $0.indices) = (2, [], [], [])
        ($0.codebookCount, $0.codes) = ([2], codes)
        change(&$0)
      }
    }
    #expect(shared(stream([0, 1, 1, 0, 0, 0, 1, 0], 2)) == "none")
    #expect(shared(stream([1, 1, 1, 1, 1, 1, 1, 1], 2)) == "none")
    #expect(shared([1]) != "none")
    #expect(shared(stream([0, 1, 1, 0, 0, 0, 1, 0], 2)) { $0.codebook = [] } != "none")
  }
}
