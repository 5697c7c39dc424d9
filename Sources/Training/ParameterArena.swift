import CKernels
import Networks
import OrderedCollections
import Tensors

/// Where each parameter lies in a block of memory that holds them all.
package struct ParameterLayout: Sendable {
  package struct Entry: Sendable {
    package let name: String
    package let role: ParameterRole
    package let shape: Shape
    package let offset: Int
  }

  package let entries: [Entry]
  /// Number of floats, padding included.
  package let count: Int
  private let index: [String: Int]

  /// Parameters in the order of the graph, each starting on a cache line.
  /// - Parameters:
  ///   - graph: the network.
  ///   - excluded: names of parameters that get no place.
  package init(_ graph: Graph, excluding excluded: Set<String> = []) {
    var entries: [Entry] = []
    var index: [String: Int] = [:]
    var offset = 0
    for (name, slot) in graph.nodes.flatMap(\.parameters) where !excluded.contains(name) {
      index[name] = entries.count
      entries.append(Entry(name: name, role: slot.role, shape: slot.shape, offset: offset))
      offset += (slot.shape.count + 15) / 16 * 16
    }
    self.entries = entries
    self.index = index
    count = offset
  }

  package func entry(named name: String) -> Entry? { index[name].map { entries[$0] } }

  /// Whether a model has exactly these parameters.
  package func fits(_ model: Model) -> Bool { fits(model.parameters) }

  /// Whether these are values for exactly these parameters.
  package func fits(_ parameters: OrderedDictionary<String, Tensor>) -> Bool {
    parameters.count == entries.count
      && entries.allSatisfy { parameters[$0.name]?.shape == $0.shape }
  }
}

/// A block of memory with one float for each parameter value: weights, gradients or momentum.
package final class ParameterArena: @unchecked Sendable {
  package let layout: ParameterLayout
  package let base: UnsafeMutablePointer<Float>

  /// A block of zeros.
  package init(_ layout: ParameterLayout) {
    self.layout = layout
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, layout.count) * MemoryLayout<Float>.stride, alignment: 64)
    base = raw.bindMemory(to: Float.self, capacity: max(1, layout.count))
    base.initialize(repeating: 0, count: layout.count)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// The values of one parameter.
  package func values(_ entry: ParameterLayout.Entry) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: base + entry.offset, count: entry.shape.count)
  }

  /// Takes over a model's values.
  package func load(_ parameters: OrderedDictionary<String, Tensor>) {
    for entry in layout.entries {
      parameters[entry.name]?.withUnsafeBufferPointer {
        _ = values(entry).update(fromContentsOf: $0)
      }
    }
  }

  /// The first parameter with a value that is NaN or infinite.
  package var firstNonFinite: String? {
    layout.entries.first { dcsh_count_non_finite(base + $0.offset, $0.shape.count) > 0 }?.name
  }

  /// The values as tensors, copied.
  package func tensors() -> OrderedDictionary<String, Tensor> {
    var result: OrderedDictionary<String, Tensor> = [:]
    for entry in layout.entries {
      result[entry.name] = Tensor(shape: entry.shape) { buffer in
        _ = buffer.update(fromContentsOf: values(entry))
      }
    }
    return result
  }
}
