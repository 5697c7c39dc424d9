import Tensors
import Testing

@testable import Training

@Suite struct LoweredReorderTests {
  private func activation(
    _ layout: OneDNNLayout, accumulates: Bool = false, gradient: Bool = true,
    _ context: OneDNNContext
  ) throws -> Activation {
    try Activation(
      shape: try Shape([2, 3]), rows: 1, layout: layout,
      values: ActivationMemory(count: layout.count),
      gradient: gradient ? ActivationMemory(count: layout.count) : nil, accumulates: accumulates,
      in: context)
  }

  /// Rows become columns there; back, the gradient replaces what is there or is added to it.
  @Test(arguments: [false, true]) func copiesThereAndBack(accumulates: Bool) throws {
    let context = try OneDNNContext()
    let rows = try OneDNNLayout.plain([1, 2, 3])
    let columns = try OneDNNLayout.strided([1, 2, 3], strides: [6, 1, 2])
    let source = try activation(rows, accumulates: accumulates, context)
    let copy = try activation(columns, context)
    for index in 0..<6 { source.values[index] = Float(index) }
    let reorder = try LoweredReorder(from: source, to: copy, in: context)
    #expect(reorder.output === copy)
    try reorder.forward()
    #expect((0..<6).map { copy.values[$0] } == [0, 3, 1, 4, 2, 5])
    for index in 0..<6 {
      copy.gradient?[index] = Float(index)
      source.gradient?[index] = 100
    }
    try reorder.backward()
    let expected: [Float] = [0, 2, 4, 1, 3, 5].map { accumulates ? 100 + $0 : $0 }
    #expect((0..<6).map { source.gradient?[$0] } == expected)
  }

  @Test func withoutAGradientNothingGoesBack() throws {
    let context = try OneDNNContext()
    let layout = try OneDNNLayout.plain([1, 2, 3])
    let source = try activation(layout, gradient: false, context)
    let copy = try activation(layout, context)
    try LoweredReorder(from: source, to: copy, in: context).backward()
    #expect(source.gradient == nil)
  }
}
