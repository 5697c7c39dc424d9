/// Memory for results that is used again as soon as the last node has read it.
struct ActivationPool {
  /// Memory of results that nobody reads any more.
  private var free: [ActivationMemory] = []
  /// The memory in use, with the last node that reads it.
  private var used: [(memory: ActivationMemory, lastReader: Int)] = []

  /// Memory for at least `count` floats, the smallest that fits.
  /// - Parameter last: the last node that reads it; `.max` for never giving it back.
  mutating func take(count: Int, until last: Int) -> ActivationMemory {
    let fitting = free.indices.filter { free[$0].count >= count }
    let memory: ActivationMemory
    if let best = fitting.min(by: { free[$0].count < free[$1].count }) {
      memory = free.remove(at: best)
    } else {
      memory = ActivationMemory(count: count)
    }
    used.append((memory, last))
    return memory
  }

  /// Keeps memory for another reader, as somebody looks at it as a result of its own.
  mutating func keep(_ memory: ActivationMemory, until last: Int) {
    guard let index = used.firstIndex(where: { $0.memory === memory }) else { return }
    used[index].lastReader = max(used[index].lastReader, last)
  }

  /// Takes back what no node after this one reads.
  mutating func release(after node: Int) {
    free += used.filter { $0.lastReader <= node }.map(\.memory)
    used.removeAll { $0.lastReader <= node }
  }
}
