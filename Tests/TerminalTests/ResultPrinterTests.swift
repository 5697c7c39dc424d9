import Display
import Language
import Session
import Terminal
import Testing

@Suite struct ResultPrinterTests {
  private let stage = Stage()

  private func results(of text: String) -> [StatementResult] {
    var session = Session(catalog: toyCatalog)
    return Parser.parse(SourceText(name: "a.dc", text: text)).statements.map {
      session.execute($0)
    }
  }

  @Test func textGoesToStandardOutputAndErrorsToStandardError() throws {
    let printer = ResultPrinter(console: stage.console)
    for result in results(of: "say hello\nx = 1\nfail") { try printer.show(result) }
    #expect(stage.output == "hello\n")
    #expect(stage.errors.hasPrefix("a.dc:3:1: error: it failed\n"))
  }

  @Test func quietLeavesOnlyDiagnostics() throws {
    let printer = ResultPrinter(console: stage.console, quiet: true)
    for result in results(of: "say hello\nfail") { try printer.show(result) }
    #expect(stage.output == "")
    #expect(stage.errors.contains("it failed"))
  }

  @Test func jsonIsOneObjectForEachStatement() throws {
    let printer = ResultPrinter(console: stage.console, json: true, quiet: true)
    for result in results(of: "say \"a\\nb\"\nx = 1\nfail") { try printer.show(result) }
    let objects = stage.objects
    #expect(objects.count == 3)
    #expect(stage.output.split(separator: "\n").count == 3)
    #expect(objects.compactMap { $0["statement"] as? Int } == [1, 2, 3])
    #expect(objects.compactMap { $0["status"] as? String } == ["ok", "ok", "error"])
    let diagnostics = objects.last?["diagnostics"] as? [[String: Any]]
    #expect(diagnostics?.first?["message"] as? String == "it failed")
    #expect(diagnostics?.first?["line"] as? Int == 3)
    #expect(stage.errors == "")
  }

  @Test func jsonTellsWhatIsWrongInOneObject() throws {
    let printer = ResultPrinter(console: stage.console, json: true)
    try printer.show([Diagnostic("a"), Diagnostic("b")], of: "a.dc")
    #expect(stage.objects.count == 1)
    #expect(stage.objects.first?["file"] as? String == "a.dc")
    #expect(stage.objects.first?["status"] as? String == "error")
    #expect((stage.objects.first?["diagnostics"] as? [Any])?.count == 2)
  }

  @Test func nothingToShowWritesNothing() throws {
    let printer = ResultPrinter(console: stage.console)
    for result in results(of: "say") { try printer.show(result) }
    try printer.show([], of: "a.dc")
    #expect(stage.output == "")
    #expect(stage.errors == "")
  }
}
