import Bytes
import Networks
import Tensors

/// Section 1: the graph.
enum NetworkSection {
  static func write(_ model: Model) -> SectionWriter {
    var section = SectionWriter()
    section.writeText(model.name)
    section.write(.structure) { writer in
      let extents = model.graph.inputShape.dimensions
      writer.write(UInt8(extents.count))
      for extent in extents { writer.writeVarint(extent) }
      writer.writeVarint(model.graph.nodes.count)
    }
    for (index, node) in model.graph.nodes.enumerated() {
      section.writeText(node.name)
      section.write(.structure) { writer in
        writer.write(type(of: node.operation).code)
        writer.write(UInt8(node.operation.attributes.count))
        for attribute in node.operation.attributes { writer.writeVarint(attribute) }
        let usual: [Source] = [index == 0 ? .input : .node(index - 1)]
        guard node.inputs != usual else { return writer.write(UInt8(0)) }
        writer.write(UInt8(node.inputs.count))
        for source in node.inputs {
          switch source {
          case .input: writer.writeVarint(0)
          case .node(let earlier): writer.writeVarint(earlier + 1)
          }
        }
      }
    }
    return section
  }

  /// The network's name and graph; nothing is allocated for its parameters.
  static func read(
    _ reader: inout ByteReader
  ) throws(FormatError) -> (name: String, graph: Graph) {
    let name = try text(&reader, "bytes of the network's name")
    let rank = Int(try reader.readUInt8())
    var extents: [Int] = []
    for _ in 0..<rank {
      extents.append(try reader.readVarint(limit: Container.largestNumber, "elements in an axis"))
    }
    let start = reader.offset
    let shape: Shape
    do {
      shape = try Shape(extents)
    } catch {
      throw FormatError(offset: start, message: error.message)
    }
    var graph = Graph(inputShape: shape)
    // A node takes at least five bytes: a larger number is refused before it is believed.
    let count = try reader.readVarint(limit: reader.remaining / 5, "nodes")
    for _ in 0..<count { try readNode(&reader, into: &graph) }
    try reader.expectEnd("the network section")
    return (name, graph)
  }

  private static func readNode(
    _ reader: inout ByteReader, into graph: inout Graph
  ) throws(FormatError) {
    let start = reader.offset
    let name = try text(&reader, "bytes of a layer's name")
    let code = try reader.readUInt8()
    guard let type = Operations.numbered(code) else {
      throw FormatError(
        offset: start, message: "the layer `\(name)` has operation \(code), unknown to this version"
      )
    }
    var attributes: [Int] = []
    for _ in 0..<Int(try reader.readUInt8()) {
      attributes.append(try reader.readVarint(limit: Container.largestNumber, "an attribute"))
    }
    var inputs: [Source]?
    let inputCount = Int(try reader.readUInt8())
    if inputCount > 0 {
      var sources: [Source] = []
      for _ in 0..<inputCount {
        let source = try reader.readVarint(limit: graph.nodes.count, "a layer's input")
        sources.append(source == 0 ? .input : .node(source - 1))
      }
      inputs = sources
    }
    do throws(NetworkError) {
      try graph.add(name, try type.init(attributes: attributes), inputs: inputs)
    } catch {
      throw FormatError(offset: start, message: error.text)
    }
  }

  private static func text(
    _ reader: inout ByteReader, _ what: String
  ) throws(FormatError) -> String {
    try reader.readString(count: try reader.readVarint(limit: reader.remaining, what))
  }
}
