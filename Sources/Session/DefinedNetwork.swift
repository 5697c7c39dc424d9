import DeepCompression
import Language

/// A network that a script defined: `load model` draws weights for it.
public struct DefinedNetwork: Sendable {
  /// Its name, which no network of the zoo has.
  public let name: String
  /// What it computes.
  public let graph: Graph
  /// The command that defines it, in its shortest form: two networks with one text are the same.
  public let text: String

  /// A network.
  public init(name: String, graph: Graph, text: String) {
    self.name = name
    self.graph = graph
    self.text = text
  }

  /// What the checker calls such names.
  public static let kind = "network"
}

extension Workspace {
  /// The network that a script defined by this name, if one did.
  public func network(named name: String) -> DefinedNetwork? {
    networks.first { $0.name == name }
  }

  /// Keeps a network; one of the same name is replaced.
  public mutating func define(_ network: DefinedNetwork) {
    if let index = networks.firstIndex(where: { $0.name == network.name }) {
      networks[index] = network
    } else {
      networks.append(network)
    }
  }
}

extension Session {
  /// The names that things have by now, for the checker and for completion.
  public var definedNames: KnownNames {
    [DefinedNetwork.kind: workspace.networks.map(\.name)]
  }
}
