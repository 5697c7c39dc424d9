import Testing

@testable import Training

@Suite struct ActivationPoolTests {
  @Test func memoryIsUsedAgainAfterItsLastReader() {
    var pool = ActivationPool()
    let first = pool.take(count: 10, until: 2)
    pool.release(after: 1)
    #expect(pool.take(count: 5, until: 9) !== first)
    pool.release(after: 2)
    #expect(pool.take(count: 10, until: 9) === first)
  }

  @Test func theSmallestThatFitsIsTaken() {
    var pool = ActivationPool()
    let memories = [30, 10, 20].map { pool.take(count: $0, until: 0) }
    pool.release(after: 0)
    #expect(pool.take(count: 15, until: 1) === memories[2])
    #expect(pool.take(count: 10, until: 1) === memories[1])
    #expect(pool.take(count: 11, until: 1) === memories[0])
    #expect(pool.take(count: 1, until: 1).count == 1)
  }

  @Test func anotherReaderKeepsIt() {
    var pool = ActivationPool()
    let memory = pool.take(count: 4, until: 1)
    pool.keep(memory, until: 3)
    // A reader before the last one changes nothing.
    pool.keep(memory, until: 2)
    pool.keep(ActivationMemory(count: 4), until: 8)
    pool.release(after: 2)
    #expect(pool.take(count: 4, until: .max) !== memory)
    pool.release(after: 3)
    #expect(pool.take(count: 4, until: .max) === memory)
    pool.release(after: 1 << 40)
    #expect(pool.take(count: 4, until: .max) !== memory)
  }
}
