import Bytes
import Networks
import Tensors

/// Section 5: the graph in fewer bytes, and the parameters that are neither pruned nor shared.
enum CompactNetworkSection {
  /// Operation, text and attributes take a byte each, the shortest name another.
  private static let smallestNode = 4
  private static let operationBits: UInt8 = 0x3F
  private static let leavesFirstOut: UInt8 = 0x40
  private static let listsInputs: UInt8 = 0x80

  /// Writes the section.
  /// - Parameters:
  ///   - model: the network and its values.
  ///   - storage: how a parameter is stored; nil if it has a section of its own.
  static func write(
    _ model: Model, _ storage: (_ parameter: String) -> PlainStorage?
  ) -> [UInt8] {
    var writer = ByteWriter()
    NetworkHead(model).write(to: &writer)
    for (index, node) in model.graph.nodes.enumerated() {
      var kind = type(of: node.operation).code
      var attributes = node.operation.attributes[...]
      if let extent = firstExtent(of: node.inputs, in: model.graph), attributes.first == extent {
        kind |= leavesFirstOut
        attributes = attributes.dropFirst()
      }
      let isUsual = model.graph.hasUsualInput(index)
      writer.write(isUsual ? kind : kind | listsInputs)
      writer.writeText(node.name)
      writer.writeAttributes(attributes)
      if !isUsual { writer.writeInputs(node.inputs) }
    }
    for (name, tensor) in model.parameters {
      let storage = storage(name)
      writer.write(storage?.rawValue ?? PlainStorage.elsewhere)
      storage?.write(tensor, to: &writer)
    }
    return writer.bytes
  }

  /// Reads the network, and finds its parameters; nothing is allocated for these.
  /// - Returns: the network, and what is stored of each parameter: nil if it is elsewhere.
  /// - Parameter check: looks at the graph before its parameters are looked for.
  static func read(
    _ reader: inout ByteReader, check: (Graph) throws(FormatError) -> Void
  ) throws(FormatError) -> (network: ReadNetwork, values: [PlainValues?]) {
    let head = try NetworkHead(&reader, nodeBytes: smallestNode)
    var network = ReadNetwork(head)
    for index in 0..<head.nodeCount {
      let start = reader.offset
      let node = try readNode(&reader, index, network.graph)
      try network.add(node, at: start, to: reader.offset)
    }
    try check(network.graph)
    var values: [PlainValues?] = []
    for (name, slot) in network.graph.nodes.flatMap(\.parameters) {
      let start = reader.offset
      let number = try reader.readUInt8()
      if number == PlainStorage.elsewhere {
        guard slot.role == .weight else {
          throw FormatError(offset: start, message: "there are no values for `\(name)`")
        }
        values.append(nil)
        continue
      }
      guard let storage = PlainStorage(rawValue: number) else {
        throw FormatError(
          offset: start, message: "`\(name)` is stored in form \(number), unknown to this version")
      }
      values.append(try PlainValues(storage, name: name, shape: slot.shape, &reader))
    }
    try reader.expectEnd("the network section")
    return (network, values)
  }

  private static func readNode(
    _ reader: inout ByteReader, _ index: Int, _ graph: Graph
  ) throws(FormatError) -> ReadNode {
    let start = reader.offset
    let kind = try reader.readUInt8()
    let name = try reader.readText("bytes of a layer's name")
    let type = try reader.operation(kind & operationBits, of: name, at: start)
    var attributes = try reader.readAttributes()
    var inputs: [Source]?
    if kind & listsInputs != 0 {
      let place = reader.offset
      inputs = try reader.readInputs(nodes: index)
      guard inputs != nil else {
        throw FormatError(offset: place, message: "the layer `\(name)` lists no inputs")
      }
    }
    if kind & leavesFirstOut != 0 {
      let sources = inputs ?? [index == 0 ? .input : .node(index - 1)]
      guard let extent = firstExtent(of: sources, in: graph) else {
        throw FormatError(offset: start, message: "the input of `\(name)` has no extents")
      }
      attributes.insert(extent, at: 0)
    }
    return ReadNode(name: name, type: type, attributes: attributes, inputs: inputs)
  }

  private static func firstExtent(of inputs: [Source], in graph: Graph) -> Int? {
    inputs.first.flatMap { graph.shape(of: $0).dimensions.first }
  }
}
