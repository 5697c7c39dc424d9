import Foundation
import Language
import Terminal
import Testing

@Suite struct HistoryFileTests {
  private let stage = Stage()

  private func mode(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_mode & 0o777) : -1
  }

  @Test func keepsEntriesInOrder() throws {
    let file = HistoryFile(path: stage.folder.path + "/a/b/history")
    #expect(file.entries() == [])
    let entries = ["say one", "say (1 +\n2)", #"say "a\nb" \\ c"#, "tab\there", "é"]
    for entry in entries { try file.append(entry, time: 1_700_000_000) }
    #expect(file.entries() == entries)
  }

  @Test func onlyTheOwnerCanRead() throws {
    let file = HistoryFile(path: stage.folder.path + "/a/b/history")
    try file.append("say one", time: 0)
    #expect(mode(stage.folder.path + "/a") == 0o700)
    #expect(mode(stage.folder.path + "/a/b") == 0o700)
    #expect(mode(file.path) == 0o600)
    chmod(file.path, 0o644)
    try file.append("say two", time: 0)
    #expect(mode(file.path) == 0o600)
  }

  @Test func anEntryIsALine() {
    let line = HistoryFile.encode("a\\n\nb", time: 12)
    #expect(line == "12\ta\\\\n\\nb\n")
    #expect(HistoryFile.decode(String(line.dropLast())) == "a\\n\nb")
  }

  @Test func aLineThatWasCutOffSwallowsNothing() throws {
    let file = HistoryFile(path: stage.file("history", "1\tsay one\n2\tsay tw"))
    try file.append("say three", time: 3)
    #expect(file.entries() == ["say one", "say tw", "say three"])
  }

  @Test func whatIsNotOursIsTakenAsItIs() {
    let bytes = Array("plain\n\nx\ty\n".utf8) + [0xFF, 0x0A]
    let file = HistoryFile(path: stage.file("history", bytes))
    #expect(file.entries() == ["plain", "x\ty", "\u{FFFD}"])
  }

  @Test func onlyTheEndOfAHugeFileIsRead() {
    let line = "1\t" + String(repeating: "x", count: 97) + "\n"
    let text = String(repeating: line, count: 20_000)
    let entries = HistoryFile(path: stage.file("history", text)).entries()
    #expect((10_000..<11_000).contains(entries.count))
    #expect(entries.allSatisfy { $0.utf8.count == 97 })
  }

  @Test func hugeEntriesAreKeptOut() throws {
    let file = HistoryFile(path: stage.folder.path + "/history")
    try file.append(String(repeating: "x", count: 70_000), time: 0)
    #expect(file.entries() == [])
  }

  @Test(arguments: ["/dev/null/history", "/proc/dcsh/history", "/"])
  func aPathThatCannotBeWrittenIsAWarning(path: String) {
    do throws(Diagnostic) {
      try HistoryFile(path: path).append("say one", time: 0)
      Issue.record("it was written")
    } catch {
      #expect(error.severity == .warning)
      #expect(error.message.hasPrefix("cannot write the history \(path):"))
    }
  }

  @Test func aPipeHoldsNothingUp() {
    let path = stage.folder.path + "/pipe"
    mkfifo(path, 0o600)
    #expect(HistoryFile(path: path).entries() == [])
    #expect(throws: Diagnostic.self) { try HistoryFile(path: path).append("x", time: 0) }
  }

  @Test func manyPromptsAtOnceLoseNothing() async {
    let file = HistoryFile(path: stage.folder.path + "/history")
    await withTaskGroup(of: Void.self) { group in
      for prompt in 0..<10 {
        group.addTask {
          for entry in 0..<50 { try? file.append("prompt \(prompt)\nentry \(entry)", time: 0) }
        }
      }
    }
    let entries = file.entries()
    #expect(entries.count == 500)
    #expect(Set(entries).count == 500)
    #expect(entries.filter { $0.hasPrefix("prompt 3\n") }.last == "prompt 3\nentry 49")
  }
}
