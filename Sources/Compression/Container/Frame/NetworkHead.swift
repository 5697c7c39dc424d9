import Bytes
import Networks
import Tensors

/// What both network sections begin with: the name, one input example, the number of nodes.
struct NetworkHead {
  let name: String
  let input: Shape
  let nodeCount: Int

  init(_ model: Model) {
    name = model.name
    input = model.graph.inputShape
    nodeCount = model.graph.nodes.count
  }

  /// Reads it; nothing is allocated for the nodes.
  /// - Parameter nodeBytes: the fewest bytes that a node takes.
  init(_ reader: inout ByteReader, nodeBytes: Int) throws(FormatError) {
    name = try reader.readText("bytes of the network's name")
    let rank = Int(try reader.readUInt8())
    var extents: [Int] = []
    for _ in 0..<rank {
      extents.append(try reader.readVarint(limit: Container.largestNumber, "elements in an axis"))
    }
    let start = reader.offset
    do {
      input = try Shape(extents)
    } catch {
      throw FormatError(offset: start, message: error.message)
    }
    // A larger number of nodes is refused before it is believed.
    nodeCount = try reader.readVarint(limit: reader.remaining / nodeBytes, "nodes")
  }

  func write(to writer: inout ByteWriter) {
    writer.writeText(name)
    writer.write(UInt8(input.dimensions.count))
    for extent in input.dimensions { writer.writeVarint(extent) }
    writer.writeVarint(nodeCount)
  }
}

/// A graph that was read, with the places of its nodes.
struct ReadNetwork {
  let name: String
  var graph: Graph
  /// Bytes of each node.
  var nodeBytes: [Int] = []

  init(_ head: NetworkHead) {
    name = head.name
    graph = Graph(inputShape: head.input)
  }

  /// Adds a node.
  /// - Parameters:
  ///   - offset: where it stands.
  ///   - end: where it ends.
  mutating func add(_ node: ReadNode, at offset: Int, to end: Int) throws(FormatError) {
    do throws(NetworkError) {
      let operation = try node.type.init(attributes: node.attributes)
      try graph.add(node.name, operation, inputs: node.inputs)
    } catch {
      throw FormatError(offset: offset, message: error.text)
    }
    nodeBytes.append(end - offset)
  }
}

/// A node as it stands in a file.
struct ReadNode {
  let name: String
  let type: any Operation.Type
  let attributes: [Int]
  let inputs: [Source]?
}

extension ByteReader {
  /// Reads a text behind the number of its bytes.
  mutating func readText(_ what: String) throws(FormatError) -> String {
    try readString(count: try readVarint(limit: remaining, what))
  }

  /// Reads the operation of a number.
  func operation(
    _ number: UInt8, of name: String, at offset: Int
  ) throws(FormatError) -> any Operation.Type {
    guard let type = Operations.numbered(number) else {
      throw FormatError(
        offset: offset,
        message: "the layer `\(name)` has operation \(number), unknown to this version")
    }
    return type
  }

  /// Reads attributes behind their number.
  mutating func readAttributes() throws(FormatError) -> [Int] {
    var attributes: [Int] = []
    for _ in 0..<Int(try readUInt8()) {
      attributes.append(try readVarint(limit: Container.largestNumber, "an attribute"))
    }
    return attributes
  }

  /// Reads the inputs of a node behind their number; nil if there are none.
  /// - Parameter nodes: number of nodes before it.
  mutating func readInputs(nodes: Int) throws(FormatError) -> [Source]? {
    let count = Int(try readUInt8())
    guard count > 0 else { return nil }
    var sources: [Source] = []
    for _ in 0..<count {
      let source = try readVarint(limit: nodes, "a layer's input")
      sources.append(source == 0 ? .input : .node(source - 1))
    }
    return sources
  }
}

extension ByteWriter {
  /// Writes attributes behind their number.
  mutating func writeAttributes(_ attributes: ArraySlice<Int>) {
    write(UInt8(attributes.count))
    for attribute in attributes { writeVarint(attribute) }
  }

  /// Writes the inputs of a node behind their number.
  mutating func writeInputs(_ inputs: [Source]) {
    write(UInt8(inputs.count))
    for source in inputs {
      switch source {
      case .input: writeVarint(0)
      case .node(let earlier): writeVarint(earlier + 1)
      }
    }
  }
}

extension Graph {
  /// Whether a node takes what a node without listed inputs takes: the one before it.
  func hasUsualInput(_ index: Int) -> Bool {
    nodes[index].inputs == [index == 0 ? .input : .node(index - 1)]
  }
}
