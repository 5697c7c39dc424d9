import Foundation
import Testing

// The prompt with a terminal: Tests/ScriptTests/prompt_test.py types at it.
@Suite(.enabled(if: Dcsh.path != nil, Dcsh.missing)) struct PromptProcessTests {
  private static let hasPython: Bool = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }
  }()

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func thePromptUnderATerminal() throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("ScriptTests/prompt_test.py").path
    let dcsh = Dcsh()
    let images = dcsh.folder.writeImages()
    let ended = try dcsh.start(
      ["python3", script, try #require(Dcsh.path), images], program: "/usr/bin/env"
    ).wait()
    #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
  }
}
