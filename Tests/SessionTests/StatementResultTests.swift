import Foundation
import Language
import Session
import Testing

/// The object of `--json` is part of the contract with users.
@Suite struct StatementResultTests {
  private var session = Session(catalog: .toys)

  private func names(_ result: StatementResult) throws -> [String] {
    guard case .record(let record) = result.json else { throw Diagnostic("no object") }
    return record.names
  }

  @Test mutating func commandThatWorked() throws {
    let result = try session.last("answer 3  # a comment")
    #expect(
      try names(result) == [
        "statement", "source", "command", "status", "seconds", "state", "result",
      ])
    #expect(result.json["statement"] == 1)
    #expect(result.json["source"] == "answer 3")
    #expect(result.json["command"] == "answer")
    #expect(result.json["status"] == "ok")
    #expect(result.json["state"] == .string(session.workspace.digest.hex))
    #expect(result.json["result"] == ["number": 3])
  }

  @Test mutating func commandThatFailed() throws {
    let result = try session.last("spoil")
    #expect(
      try names(result) == [
        "statement", "source", "command", "status", "seconds", "state", "diagnostics",
      ])
    #expect(result.json["command"] == "spoil")
    #expect(result.json["status"] == "error")
    guard case .list(let diagnostics) = result.json["diagnostics"] else {
      Issue.record("no list of diagnostics")
      return
    }
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?["message"] == "it went wrong halfway")
    #expect(diagnostics.first?["help"] == "do not do it")
    #expect(diagnostics.first?["line"] == 1)
  }

  private static let began: [(String, Value, Value?)] = [
    ("1 + 1", Value.none, 2), ("x = 3", Value.none, 3), ("expect 1 < 2", Value.none, true),
    ("(answer 3).number * 2", "answer", 6), ("expect (answer 3).number == 3", "answer", true),
    ("x = [(draw card), (answer 3)][1]", "answer", Value.record(["number": 3])),
    ("1 / 0", Value.none, nil), ("nonsense", Value.none, nil),
    ("[(answer 3), 1 / 0]", "answer", nil),
  ]

  @Test(arguments: began)
  mutating func commandIsTheLastThatBegan(text: String, command: Value, value: Value?) throws {
    var session = session
    let result = try session.last(text)
    #expect(result.json["command"] == command)
    #expect(result.value == value)
    #expect((result.error == nil) == (value != nil))
  }

  @Test mutating func secondsAreRoundedToMilliseconds() throws {
    let result = try session.last("answer 3")
    guard case .number(let seconds) = result.json["seconds"] else {
      Issue.record("seconds are no number")
      return
    }
    #expect(seconds >= 0)
    #expect((seconds * 1000).rounded() / 1000 == seconds)
    #expect(result.seconds >= 0)
  }

  @Test mutating func objectIsOneLineOfJSON() throws {
    let text = try session.last("x = \"a\\n\\\"b\\\"\"").json.json
    #expect(!text.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(object?["result"] as? String == "a\n\"b\"")
    #expect((object?["state"] as? String)?.count == 64)
    #expect(object?["command"] is NSNull)
  }
}
