import Commands
import DeepCompression
import Language
import Session
import Testing

/// Networks that are defined in a text, without data and without a folder.
enum NetworkScripts {
  /// What the checker finds in a text, as "line:column message".
  static func mistakes(_ text: String, variables: [String: Value] = [:]) -> [String] {
    found(text, variables: variables).map { diagnostic in
      let place = diagnostic.span.map { "\($0.start.line):\($0.start.column)" } ?? "-"
      return "\(place) \(diagnostic.message)"
    }
  }

  static func found(_ text: String, variables: [String: Value] = [:]) -> [Diagnostic] {
    var session = Session(catalog: Catalog.catalog)
    session.variables = variables
    return session.check(Parser.parse(SourceText(name: "test", text: text)))
  }

  /// What the checker finds in the block of a network, by its messages.
  static func messages(_ block: String) -> [String] {
    found("network a { \(block) }").map(\.message)
  }

  /// The network that a block describes.
  static func network(_ block: String) throws -> DefinedNetwork {
    var session = Session(catalog: Catalog.catalog)
    let script = Parser.parse(SourceText(name: "test", text: "network a { \(block) }"))
    if let first = session.check(script).first { throw first }
    for statement in script.statements {
      if let error = session.execute(statement).error { throw error }
    }
    return try #require(session.workspace.network(named: "a"))
  }

  /// The operation of the last layer in a block.
  static func last<Kind: DeepCompression.Operation>(
    _ block: String, _ type: Kind.Type = Kind.self
  ) throws -> Kind {
    let node = try #require(try network(block).graph.nodes.last)
    return try #require(node.operation as? Kind, "\(node.operation)")
  }

  /// A block as it is written down.
  static func canonical(_ block: String) throws -> String {
    let text = try network(block).text
    #expect(try network(String(text.dropFirst(12).dropLast(2))).text == text)
    return String(text.dropFirst(12).dropLast(2))
  }
}
