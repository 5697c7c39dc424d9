import COneDNN
import Testing

@testable import Training

@Suite struct OneDNNPrimitiveTests {
  private func memory(
    _ values: [Float], _ context: OneDNNContext
  ) throws -> (room: ActivationMemory, memory: OneDNNMemory) {
    let room = ActivationMemory(count: values.count)
    for (index, value) in values.enumerated() { room.base[index] = value }
    return (
      room, try OneDNNMemory(room.base, try .plain([1, values.count]), in: context)
    )
  }

  @Test func runsAsOftenAsWanted() throws {
    let context = try OneDNNContext()
    let (x, y) = (try memory([-1, 0, 2], context), try memory([9, 9, 9], context))
    let layout = try OneDNNLayout.plain([1, 3])
    let relu = try OneDNNPrimitive(in: context, "relu") {
      dcsh_eltwise_forward($0, context.engine, dnnl_eltwise_relu, 0, 0, layout.handle)
    }
    try relu.bind([(DNNL_ARG_SRC, x.memory), (DNNL_ARG_DST, y.memory)])
    try relu.execute()
    #expect((0..<3).map { y.room.base[$0] } == [0, 0, 2])
    x.room.base[0] = 5
    try relu.execute()
    #expect((0..<3).map { y.room.base[$0] } == [5, 0, 2])
  }

  @Test func reordersReplaceOrAdd() throws {
    let context = try OneDNNContext()
    let (x, y) = (try memory([1, 2, 3], context), try memory([10, 20, 30], context))
    try OneDNNPrimitive.reorder(from: x.memory, to: y.memory, adding: true, in: context).execute()
    #expect((0..<3).map { y.room.base[$0] } == [11, 22, 33])
    try OneDNNPrimitive.reorder(from: x.memory, to: y.memory, in: context).execute()
    #expect((0..<3).map { y.room.base[$0] } == [1, 2, 3])
  }

  @Test func onlySomePrimitivesHaveAWorkspace() throws {
    let context = try OneDNNContext()
    let layout = try OneDNNLayout.plain([1, 2, 5, 5])
    func norm(_ kind: dnnl_prop_kind_t, _ flags: UInt32) throws -> OneDNNPrimitive {
      try OneDNNPrimitive(in: context, "batch normalisation") {
        dcsh_batch_norm_forward($0, context.engine, kind, layout.handle, 1e-5, flags)
      }
    }
    let relu = dnnl_fuse_norm_relu.rawValue
    #expect(try norm(dnnl_forward_training, 0).workspace() == nil)
    let workspace = try #require(try norm(dnnl_forward_training, relu).workspace())
    #expect(workspace.room.count > 0 && workspace.memory.base == workspace.room.base)
  }

  @Test func refusalsAreErrorsWithTheCallsName() throws {
    let context = try OneDNNContext()
    let layout = try OneDNNLayout.plain([2])
    let error = #expect(throws: TrainingError.self) {
      try OneDNNPrimitive(in: context, "softmax") {
        dcsh_softmax_forward($0, context.engine, 0, layout.handle, 7)
      }
    }
    guard case .backend(let text) = error else {
      Issue.record("another kind of error")
      return
    }
    #expect(text.hasPrefix("oneDNN's softmax failed: "))
  }

  /// Only what oneDNN has no code for is nil; other refusals stay errors.
  @Test func whatIsNotImplementedIsNil() throws {
    let context = try OneDNNContext()
    let layout = try OneDNNLayout.plain([1, 2])
    func made(_ status: dnnl_status_t) throws -> OneDNNPrimitive? {
      try OneDNNPrimitive.ifImplemented(in: context, "relu") { made in
        guard status == dnnl_success else { return status }
        return dcsh_eltwise_forward(
          made, context.engine, dnnl_eltwise_relu, 0, 0, layout.handle)
      }
    }
    #expect(try made(dnnl_success) != nil)
    #expect(try made(dnnl_unimplemented) == nil)
    for status in [dnnl_invalid_arguments, dnnl_out_of_memory, dnnl_runtime_error] {
      #expect(throws: TrainingError.self) { try made(status) }
    }
  }

  @Test func missingArgumentsAreRefused() throws {
    let context = try OneDNNContext()
    let x = try memory([1], context)
    let layout = try OneDNNLayout.plain([1, 1])
    let relu = try OneDNNPrimitive(in: context, "relu") {
      dcsh_eltwise_forward($0, context.engine, dnnl_eltwise_relu, 0, 0, layout.handle)
    }
    try relu.bind([(DNNL_ARG_SRC, x.memory)])
    #expect(throws: TrainingError.self) { try relu.execute() }
  }
}
