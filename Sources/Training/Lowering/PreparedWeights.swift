import COneDNN

/// Weights in the layouts that oneDNN chose, for all executors of a network.
///
/// Executors on all threads read the same copy, which is renewed once after the weights changed.
final class PreparedWeights {
  /// One weight in one layout.
  private struct Copy {
    let name: String
    let memory: OneDNNMemory
    let room: ActivationMemory
    let reorder: OneDNNPrimitive
  }

  private let weights: ParameterArena
  private var copies: [Copy] = []
  private let context: OneDNNContext

  init(_ weights: ParameterArena) throws(TrainingError) {
    self.weights = weights
    context = try OneDNNContext()
  }

  /// A parameter's values in a layout.
  /// - Parameters:
  ///   - parameter: whose values.
  ///   - extents: the parameter's, as the operation sees it.
  ///   - layout: the layout wanted.
  func memory(
    _ parameter: LoweredParameter, extents: [Int], as layout: OneDNNLayout
  ) throws(TrainingError) -> OneDNNMemory {
    let plain = try OneDNNLayout.plain(extents)
    if layout.isSame(as: plain) {
      return try OneDNNMemory(parameter.values, plain, in: context)
    }
    let name = parameter.entry.name
    if let copy = copies.first(where: { $0.name == name && $0.memory.layout.isSame(as: layout) }) {
      return copy.memory
    }
    let room = ActivationMemory(count: layout.count)
    let own = try OneDNNContext()
    let memory = try OneDNNMemory(room.base, layout, in: own)
    let source = try OneDNNMemory(parameter.values, plain, in: own)
    let reorder = try OneDNNPrimitive.reorder(from: source, to: memory, in: own)
    copies.append(Copy(name: name, memory: memory, room: room, reorder: reorder))
    return memory
  }

  /// Renews the copies; to be called whenever the weights have changed.
  func refresh(_ pool: WorkerPool) throws(TrainingError) {
    guard !copies.isEmpty else { return }
    let failure = FirstFailure()
    pool.run(copies.count) { index, _ in
      do throws(TrainingError) {
        try copies[index].reorder.execute()
      } catch {
        failure.record(error)
      }
    }
    if let error = failure.error { throw error }
  }
}
