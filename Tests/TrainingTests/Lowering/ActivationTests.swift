import Tensors
import Testing

@testable import Training

@Suite struct ActivationTests {
  private func activation(
    _ layout: OneDNNLayout, gradient: ActivationMemory? = nil
  ) throws -> Activation {
    try Activation(
      shape: .vector(3), rows: 2, layout: layout, values: ActivationMemory(count: 6),
      gradient: gradient, in: try OneDNNContext())
  }

  @Test func memoryIsZeroAndBeginsOnACacheLine() {
    for count in [0, 1, 17, 1000] {
      let memory = ActivationMemory(count: count)
      #expect(memory.count == count && (0..<count).allSatisfy { memory.base[$0] == 0 })
      #expect(UInt(bitPattern: memory.base) % 64 == 0)
    }
  }

  @Test func knowsWhetherItIsRowMajor() throws {
    #expect(try activation(try .plain([2, 3])).isPlain)
    #expect(try !activation(try .strided([2, 3], strides: [1, 2])).isPlain)
  }

  @Test func handlesLookAtItsMemory() throws {
    let gradient = ActivationMemory(count: 6)
    let activation = try activation(try .plain([2, 3]), gradient: gradient)
    #expect(try activation.memory().base == activation.values)
    #expect(try activation.memory() === activation.memory())
    let handle = try #require(try activation.gradientMemoryHandle())
    #expect(handle.base == gradient.base && activation.gradient == gradient.base)
    #expect(try self.activation(try .plain([2, 3])).gradientMemoryHandle() == nil)
  }

  @Test func readersMayHaveGradientsOfTheirOwn() throws {
    let whole = try activation(try .plain([2, 3]), gradient: ActivationMemory(count: 6))
    let own = ActivationMemory(count: 6)
    let reader = try whole.reading(gradient: own, accumulates: true)
    #expect(reader.values == whole.values && reader.gradient == own.base)
    #expect(reader.accumulates && !whole.accumulates)
  }

  @Test func viewsShareMemory() throws {
    let whole = try activation(try .plain([2, 3]), gradient: ActivationMemory(count: 6))
    let view = try whole.viewed(as: try Shape([1, 3, 1]))
    #expect(view.values == whole.values && view.gradient == whole.gradient && view.isPlain)
    #expect(view.layout.extents == [2, 1, 3, 1] && view.count == 6)
  }
}
