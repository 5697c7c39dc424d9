import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ExecutorPoolTests {
  private func pool() throws -> ExecutorPool {
    var graph = Graph(inputShape: .vector(3))
    try graph.add("ip", Dense(inputs: 3, outputs: 2))
    let weights = ParameterArena(ParameterLayout(graph))
    return ExecutorPool(try OneDNNExecutor.Plan(graph, weights: weights))
  }

  @Test func executorsAreMadeOnce() throws {
    let pool = try pool()
    #expect(try pool.prepare([4, 2, 0], count: 2))
    #expect(try !pool.prepare([4, 2], count: 2))
    #expect(try !pool.prepare([4], count: 1))
    #expect(try pool.prepare([4], count: 3))
  }

  @Test func anExecutorIsLentToOneTaskAtATime() throws {
    let pool = try pool()
    _ = try pool.prepare([4], count: 2)
    try pool.lend(rows: 4) { first throws(TrainingError) in
      #expect(first.rows == 4)
      try pool.lend(rows: 4) { second throws(TrainingError) in
        #expect(first !== second)
        do throws(TrainingError) {
          _ = try pool.lend(rows: 4) { _ in Issue.record("there were only two") }
        } catch {
          #expect(error == .invalid("there is no code for 4 rows"))
        }
      }
    }
    // Both came back.
    let rows = try pool.lend(rows: 4) { _ throws(TrainingError) in
      try pool.lend(rows: 4) { $0.rows }
    }
    #expect(rows == 4)
  }

  @Test func anExecutorComesBackFromATaskThatFails() throws {
    let pool = try pool()
    _ = try pool.prepare([1], count: 1)
    for _ in 0..<3 {
      #expect(throws: TrainingError.cancelled) {
        try pool.lend(rows: 1) { _ throws(TrainingError) in throw .cancelled }
      }
    }
  }
}
