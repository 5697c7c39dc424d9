import COneDNN
import Networks
import Tensors
import Testing

@testable import Training

@Suite struct PrimitivePairTests {
  private func activation(
    _ values: [Float], gradient: Bool, _ context: OneDNNContext
  ) throws -> Activation {
    let result = try Activation(
      shape: .vector(values.count), rows: 1, layout: try .plain([1, values.count]),
      values: ActivationMemory(count: values.count),
      gradient: gradient ? ActivationMemory(count: values.count) : nil, in: context)
    for (index, value) in values.enumerated() { result.values[index] = value }
    return result
  }

  private func primitives(
    _ layout: OneDNNLayout, _ algorithm: dnnl_alg_kind_t, _ context: OneDNNContext
  ) throws -> (OneDNNPrimitive, OneDNNPrimitive) {
    let forward = try OneDNNPrimitive(in: context, "function") {
      dcsh_eltwise_forward($0, context.engine, algorithm, 0, 0, layout.handle)
    }
    let backward = try OneDNNPrimitive(in: context, "function backward") {
      dcsh_eltwise_backward(
        $0, context.engine, algorithm, 0, 0, layout.handle, forward.hint)
    }
    return (forward, backward)
  }

  /// The slope of a square is read off the input, that of a rectifier off the result here.
  @Test func backwardReadsWhatItIsTold() throws {
    let context = try OneDNNContext()
    for (algorithm, operand, results, slopes) in [
      (dnnl_eltwise_square, PrimitivePair.Operand.input, [9, 0, 4], [-6, 0, 4]),
      (dnnl_eltwise_relu_use_dst_for_bwd, .output, [0, 0, 2], [0, 0, 1]),
    ] as [(dnnl_alg_kind_t, PrimitivePair.Operand, [Float], [Float])] {
      let x = try activation([-3, 0, 2], gradient: true, context)
      let y = try activation([9, 9, 9], gradient: true, context)
      let (forward, backward) = try primitives(x.layout, algorithm, context)
      let pair = try PrimitivePair(forward, backward, reading: operand, from: x, to: y)
      try pair.forward()
      #expect((0..<3).map { pair.output.values[$0] } == results)
      let (dx, dy) = (try #require(x.gradient), try #require(y.gradient))
      for index in 0..<3 { dy[index] = 10 }
      try pair.backward()
      #expect((0..<3).map { dx[$0] } == slopes.map { 10 * $0 })
    }
  }

  @Test func withoutABackwardPrimitiveNothingGoesBack() throws {
    let context = try OneDNNContext()
    let x = try activation([1, 2], gradient: true, context)
    let y = try activation([0, 0], gradient: true, context)
    let (forward, backward) = try primitives(x.layout, dnnl_eltwise_square, context)
    let pair = try PrimitivePair(forward, nil, from: x, to: y)
    try pair.forward()
    y.gradient?[0] = 1
    try pair.backward()
    #expect(x.gradient?[0] == 0)
    // And a gradient that has no place to go is an error, not silence.
    let alone = try activation([1, 2], gradient: false, context)
    #expect(throws: TrainingError.self) {
      try PrimitivePair(forward, backward, from: alone, to: y)
    }
  }

  /// Maxima go back to where they came from, which only the workspace tells.
  @Test func theWorkspaceIsShared() throws {
    for (layer, name) in [
      (MaxPool(try PoolingWindow(kernel: 2, stride: 2)) as any Networks.Operation, "maxima"),
      (try LocalResponseNorm(size: 3, alpha: 0.1, beta: 0.75, k: 1, acrossChannels: true), "norm"),
    ] {
      try ExecutorCheck(try LayerGraphs.image(layer, channels: 8), rows: 2)
        .expectAgreement(name)
    }
  }
}
