import Testing
import Training

@Suite struct FirstFailureTests {
  @Test func keepsTheFirst() {
    let failure = FirstFailure()
    #expect(!failure.hasFailed)
    #expect(failure.error == nil)
    failure.record(.backend("first"))
    failure.record(.cancelled)
    #expect(failure.hasFailed)
    #expect(failure.error == .backend("first"))
  }

  @Test func keepsOneOfSeveralThreads() {
    let pool = WorkerPool(threads: 4, prepare: {})
    let failure = FirstFailure()
    pool.run(50) { task, _ in failure.record(.invalid("\(task)")) }
    guard case .invalid(let task)? = failure.error else {
      Issue.record("no failure was kept")
      return
    }
    #expect((0..<50).contains(Int(task) ?? -1))
  }
}
