import Foundation
import Testing

/// What a file, a line of input or a message holds must not be able to end the process.
@Suite struct SafetyTests {
  /// Files that may state preconditions: only our own code can break them, never input.
  static let preconditions: [String: String] = [
    "Sources/Bytes/BitReader.swift": "widths of fields are written in the code",
    "Sources/Bytes/BitWriter.swift": "widths of fields are written in the code",
    "Sources/Bytes/ByteWriter.swift": "a varint is a count",
    "Sources/Datasets/Split.swift": "positions come from the shuffled order",
    "Sources/EntropyCoding/CodeLengths.swift": "the limit is a constant",
    "Sources/EntropyCoding/Huffman.swift": "the alphabet is checked by who calls",
    "Sources/Tensors/Bitmap.swift": "a run outside the bitmap",
    "Sources/Tensors/Tensor.swift": "an index outside the tensor",
  ]

  @Test func nothingTrapsOnPurpose() throws {
    for path in Repository.files(below: "Sources", suffix: ".swift") {
      for (index, line) in try Repository.lines(path).enumerated() {
        let code = line.prefix(upTo: line.range(of: "//")?.lowerBound ?? line.endIndex)
        for word in ["fatalError(", "preconditionFailure(", "try!", "as!", "assertionFailure("]
        where code.contains(word) {
          Issue.record("\(path):\(index + 1) has \(word): throw an error instead")
        }
        if code.contains("precondition("), Self.preconditions[path] == nil {
          Issue.record("\(path):\(index + 1) has a precondition: throw, or name the reason here")
        }
      }
    }
  }

  @Test func theProjectNamesNoPathOfAMachine() throws {
    let folders = ["Sources", "Tests", "scripts"]
    let suffixes = [".swift", ".md", ".sh", ".py", ".dc", ".c", ".h"]
    var paths = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
    for folder in folders {
      for suffix in suffixes { paths += Repository.files(below: folder, suffix: suffix) }
    }
    let forbidden = ["/" + "work/", "/" + "root/", "/tmp/" + "w/"]
    for path in paths {
      let text = try Repository.text(path)
      for word in forbidden where text.contains(word) {
        Issue.record("\(path) names \(word)")
      }
    }
  }
}
