import Networks
import Tensors
import Testing
import Training

/// The memory is not public: what can be seen of it through an executor.
@Suite struct ActivationMemoryTests {
  @Test func isZeroAndBeginsOnACacheLine() throws {
    let graph = try TestGraphs.hidden(3, 5, 2)
    let arena = ParameterArena(ParameterLayout(graph))
    for rows in [1, 2, 7] {
      let executor = try OneDNNExecutor(graph, rows: rows, weights: arena, gradients: arena)
      #expect(executor.input.count == 3 * rows)
      #expect(executor.output.count == 2 * rows)
      #expect(executor.input.allSatisfy { $0 == 0 } && executor.output.allSatisfy { $0 == 0 })
      #expect(UInt(bitPattern: executor.input.baseAddress) % 64 == 0)
      #expect(UInt(bitPattern: executor.output.baseAddress) % 64 == 0)
    }
  }
}
