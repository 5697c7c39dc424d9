import Bytes
import Networks

/// Section 1: the graph.
enum NetworkSection {
  /// Text, operation, attributes and inputs take a byte each, the shortest name another.
  private static let smallestNode = 5

  static func write(_ model: Model) -> [UInt8] {
    var writer = ByteWriter()
    NetworkHead(model).write(to: &writer)
    for (index, node) in model.graph.nodes.enumerated() {
      writer.writeText(node.name)
      writer.write(type(of: node.operation).code)
      writer.writeAttributes(node.operation.attributes[...])
      writer.writeInputs(model.graph.hasUsualInput(index) ? [] : node.inputs)
    }
    return writer.bytes
  }

  /// The network's name and graph; nothing is allocated for its parameters.
  static func read(_ reader: inout ByteReader) throws(FormatError) -> ReadNetwork {
    let head = try NetworkHead(&reader, nodeBytes: smallestNode)
    var network = ReadNetwork(head)
    for index in 0..<head.nodeCount {
      let start = reader.offset
      let name = try reader.readText("bytes of a layer's name")
      let type = try reader.operation(try reader.readUInt8(), of: name, at: start)
      let node = ReadNode(
        name: name, type: type, attributes: try reader.readAttributes(),
        inputs: try reader.readInputs(nodes: index))
      try network.add(node, at: start, to: reader.offset)
    }
    try reader.expectEnd("the network section")
    return network
  }
}
