import Testing

/// What a file, a line of input or a message holds must not be able to end the process.
@Suite struct SafetyTests {
  /// Files that may state preconditions: only our own code can break them, never input.
  static let preconditions: [String: String] = [
    "Sources/Bytes/BitReader.swift": "widths of fields are written in the code",
    "Sources/Bytes/BitWriter.swift": "widths of fields are written in the code",
    "Sources/Bytes/ByteWriter.swift": "a varint is a count",
    "Sources/Datasets/Split.swift": "positions come from the shuffled order",
    "Sources/EntropyCoding/Adaptive/AdaptiveCodes.swift": "the alphabet is checked by who calls",
    "Sources/EntropyCoding/Adaptive/CodebookCoder.swift": "codebooks are small by construction",
    "Sources/EntropyCoding/CodeLengths.swift": "the limit is a constant",
    "Sources/EntropyCoding/Huffman.swift": "the alphabet is checked by who calls",
    "Sources/EntropyCoding/Layers/HuffmanCodes.swift": "the alphabet is checked by who calls",
    "Sources/EntropyCoding/Layers/HuffmanPositions.swift": "who calls sizes the buffer",
    "Sources/EntropyCoding/Layers/KeptBits.swift": "words are made for the count",
    "Sources/EntropyCoding/Layers/LayerChunk.swift": "codes belong to kept weights",
    "Sources/EntropyCoding/Layers/LayerGeometry.swift": "sizes are checked by who reads them",
    "Sources/EntropyCoding/Rans/RansBitmap.swift": "the buffer is made for the rows by who calls",
    "Sources/EntropyCoding/Rans/RansCodes.swift": "the alphabet is checked by who calls",
    "Sources/EntropyCoding/Rans/RansGaps.swift": "the buffer is made for the rows by who calls",
    "Sources/Tensors/Bitmap.swift": "a run outside the bitmap",
    "Sources/Tensors/Tensor.swift": "an index outside the tensor",
  ]

  private static let traps = [
    "fatalError(", "preconditionFailure(", "assertionFailure(", "assert(", "try!", "as!",
  ]

  private static var sources: [String] { Repository.files(below: "Sources", suffix: ".swift") }

  @Test func nothingTrapsOnPurpose() throws {
    for path in Self.sources {
      let code = SwiftCode.withoutTexts(try Repository.text(path))
      for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        for word in Self.traps where line.contains(word) {
          Issue.record("\(path):\(index + 1) has \(word): throw an error instead")
        }
        if line.contains("precondition("), Self.preconditions[path] == nil {
          Issue.record(
            """
            \(path):\(index + 1) has a precondition: throw an error, or if only our own code can \
            break it, name the reason in SafetyTests.preconditions
            """)
        }
      }
    }
  }

  @Test func everyReasonForPreconditionsIsNeeded() throws {
    for path in Self.preconditions.keys.sorted() {
      let code = Repository.exists(path) ? SwiftCode.withoutTexts(try Repository.text(path)) : ""
      #expect(
        code.contains("precondition("),
        "\(path) has none any more: take it off SafetyTests.preconditions")
    }
  }

  @Test func nothingIsUnwrappedByForce() throws {
    for path in Self.sources {
      for line in SwiftCode.forceUnwraps(in: try Repository.text(path)) {
        Issue.record("\(path):\(line) unwraps by force: use guard let, ?? or a thrown error")
      }
    }
  }

  @Test func theProjectNamesNoPathOfAMachine() throws {
    let paths = try Repository.textFiles()
    #expect(paths.contains("ARCHITECTURE.md") && paths.contains(".ci/run"))
    let forbidden = ["/" + "work/", "/" + "root/", "/tmp/" + "w/"]
    for path in paths {
      let text = try Repository.text(path)
      for word in forbidden where text.contains(word) {
        Issue.record("\(path) names \(word), a folder that only one machine has: take it out")
      }
    }
  }
}
