import Networks
import Tensors

/// A graph as lines of text: what model files of other formats carry along as a note.
///
/// ```
/// input 1 28 28
/// flatten: flatten
/// ip1: dense 784 300
/// sum: add < ip1 .
/// ```
///
/// A node is `name: operation attributes… < inputs…`; without inputs, the node before it is meant.
/// A dot is the network's input: no layer can be called so.
package enum GraphText {
  /// The lines of a graph.
  package static func lines(_ graph: Graph) -> String {
    var lines = ["input " + graph.inputShape.dimensions.map(String.init).joined(separator: " ")]
    for (index, node) in graph.nodes.enumerated() {
      let words = [type(of: node.operation).kind] + node.operation.attributes.map(String.init)
      var line = "\(node.name): " + words.joined(separator: " ")
      let usual: [Source] = [index == 0 ? .input : .node(index - 1)]
      if node.inputs != usual {
        let names = node.inputs.map { source in
          switch source {
          case .input: "."
          case .node(let earlier): graph.nodes[earlier].name
          }
        }
        line += " < " + names.joined(separator: " ")
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// The graph of such lines.
  /// - Throws: `NetworkError` if a line is not understood or the graph cannot be.
  package static func graph(_ text: String) throws(NetworkError) -> Graph {
    let lines = text.split(separator: "\n")
    guard let first = lines.first?.split(separator: " "), first.first == "input" else {
      throw NetworkError("the description of the network lacks its input")
    }
    var graph: Graph
    do {
      graph = Graph(inputShape: try Shape(try numbers(first.dropFirst())))
    } catch let error as ShapeError {
      throw NetworkError(error.message, at: "input")
    } catch let error as NetworkError {
      throw error
    } catch {
      throw NetworkError("the description of the network is not understood")
    }
    var places: [Substring: Int] = [:]
    for line in lines.dropFirst() { try add(line, to: &graph, &places) }
    return graph
  }

  /// - Parameter places: the place of each layer by its name: a text may have very many.
  private static func add(
    _ line: Substring, to graph: inout Graph, _ places: inout [Substring: Int]
  ) throws(NetworkError) {
    let halves = line.split(separator: ":", maxSplits: 1)
    guard halves.count == 2 else {
      throw NetworkError("the description of the network has a line that is no layer: `\(line)`")
    }
    let name = String(halves[0])
    let parts = halves[1].split(separator: "<", maxSplits: 1, omittingEmptySubsequences: false)
    let words = (parts.first ?? "").split(separator: " ")
    guard let kind = words.first, let type = Operations.named(String(kind)) else {
      throw NetworkError("has an operation unknown to this version", at: name)
    }
    var inputs: [Source]?
    if parts.count == 2 {
      var sources: [Source] = []
      for word in parts[1].split(separator: " ") { sources.append(try source(word, places, name)) }
      inputs = sources
    }
    try graph.add(
      name, try type.init(attributes: try numbers(words.dropFirst())), inputs: inputs)
    places[halves[0]] = graph.nodes.count - 1
  }

  private static func source(
    _ word: Substring, _ places: [Substring: Int], _ place: String
  ) throws(NetworkError) -> Source {
    if word == "." { return .input }
    guard let index = places[word] else {
      throw NetworkError("takes its input from `\(word)`, which is no earlier layer", at: place)
    }
    return .node(index)
  }

  private static func numbers(_ words: ArraySlice<Substring>) throws(NetworkError) -> [Int] {
    var result: [Int] = []
    for word in words {
      guard let number = Int(word), number >= 0 else {
        throw NetworkError("`\(word)` in the description of the network is not a whole number")
      }
      result.append(number)
    }
    return result
  }
}
