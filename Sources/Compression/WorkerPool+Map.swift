import Synchronization
import Training

extension WorkerPool {
  /// A pool for tasks that need nothing of their threads.
  package convenience init(threads: Int) { self.init(threads: threads, prepare: {}) }

  /// The results of numbered tasks, in their order.
  ///
  /// - Parameters:
  ///   - count: number of tasks.
  ///   - body: one of them, on any thread.
  /// - Throws: of several errors that of the lowest task, whatever the threads; tasks above it may be
  ///   left out.
  package func map<Element, Failure: Error>(
    _ count: Int, _ body: (_ task: Int) throws(Failure) -> Element
  ) throws(Failure) -> [Element] {
    var slots = [Result<Element, Failure>?](repeating: nil, count: max(0, count))
    let failed = Atomic<Int>(.max)
    slots.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = slots
      run(count) { task, _ in
        guard task < failed.load(ordering: .relaxed) else { return }
        do throws(Failure) {
          slots[task] = .success(try body(task))
        } catch {
          slots[task] = .failure(error)
          failed.min(task, ordering: .relaxed)
        }
      }
    }
    var results: [Element] = []
    results.reserveCapacity(slots.count)
    for slot in slots {
      switch slot {
      case .success(let element): results.append(element)
      case .failure(let error): throw error
      // Only behind a failure.
      case nil: break
      }
    }
    return results
  }
}
