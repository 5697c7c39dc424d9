import Interchange
import Networks
import Tensors

/// Descriptions of networks that tests write, and what is made of them.
enum Prototxt {
  /// A network that takes images of these extents.
  static func network(
    _ layers: String, input: [Int] = [2, 6, 6], keepsFinalSoftmax: Bool = true
  ) throws -> CaffeNetwork {
    let dims = ([1] + input).map { "dim: \($0)" }.joined(separator: " ")
    let text = "name: 'net' input: 'data' input_shape { \(dims) }\n\(layers)"
    return try CaffeNetwork(prototxt: Array(text.utf8), keepsFinalSoftmax: keepsFinalSoftmax)
  }

  /// A layer that takes `data` and gives `x`.
  static func layer(
    _ type: String, _ parameters: String = "", name: String = "x", bottoms: String = "data",
    top: String = "x"
  ) -> String {
    let inputs = bottoms.split(separator: " ").map { "bottom: '\($0)'" }.joined(separator: " ")
    return "layer { name: '\(name)' type: '\(type)' \(inputs) top: '\(top)' \(parameters) }\n"
  }

  /// The operation of a network's only layer, as `kind attributes`.
  static func operation(
    _ type: String, _ parameters: String = "", bottoms: String = "data", input: [Int] = [2, 6, 6]
  ) throws -> String {
    let network = try network(layer(type, parameters, bottoms: bottoms), input: input)
    return network.graph.nodes.last.map { words($0.operation) } ?? "nothing"
  }

  static func words(_ operation: any Networks.Operation) -> String {
    ([type(of: operation).kind] + operation.attributes.map(String.init)).joined(separator: " ")
  }

  /// The error that a description gives, in one line.
  static func failure(_ text: String) -> String {
    do throws(CaffeError) {
      _ = try CaffeNetwork(prototxt: Array(text.utf8))
      return "none"
    } catch {
      return error.text
    }
  }

  /// The error of one layer that takes `data`, without the place and the layer.
  static func failure(
    _ type: String, _ parameters: String, bottoms: String = "data", input: [Int] = [2, 6, 6]
  ) -> String {
    do {
      _ = try network(layer(type, parameters, bottoms: bottoms), input: input)
      return "none"
    } catch let error as CaffeError {
      return error.layer == "x" && error.type == type && error.place?.line == 2
        ? error.message : "elsewhere: \(error.text)"
    } catch {
      return "\(error)"
    }
  }
}

extension Graph {
  /// A line for each node: name, operation, inputs, shape.
  var lines: [String] {
    nodes.map { node in
      let inputs = node.inputs.map { source in
        switch source {
        case .input: "input"
        case .node(let index): nodes[index].name
        }
      }
      return "\(node.name): \(Prototxt.words(node.operation)) of \(inputs.joined(separator: ",")) "
        + "gives \(node.outputShape)"
    }
  }
}
