import Language
import Testing

/// An argument of somebody else's.
private struct Source: ArgumentValue {
  var name: String
  static var typeName: String { "a data set" }
  init(argument: Value) throws(ArgumentError) {
    guard case .string(let name) = argument else { throw ArgumentError(help: "write its name") }
    self.name = name
  }
  var canonicalText: String { name }
}

@Suite struct ArgumentValueTests {
  @Test func onlyTheNecessaryMustBeSaid() throws {
    #expect(Source.placeholder == "VALUE" && Source.candidates.isEmpty && Source.role == .plain)
    #expect(try Source(argument: "mnist").fileUse == nil)
  }
}
