import Networks
import Tensors
import Testing

/// What reference functions refuse before their loops run.
@Suite struct ReferenceBatchTests {
  @Test func inputsAreOfOneBatch() throws {
    let a = Tensor(zeros: try Shape([2, 3]))
    let b = Tensor(zeros: try Shape([1, 3]))
    for operation: any Networks.Operation in [Add(), Multiply(), try Concat()] {
      #expect(
        throws: NetworkError("the inputs of `\(type(of: operation).kind)` are not of one batch")
      ) { try operation.reference([a, b], []) }
    }
  }

  @Test func gradientsHaveTheShapeOfTheResult() throws {
    let x = Tensor(zeros: try Shape([2, 2, 3]))
    let slice = try Slice(axis: 1, start: 0, count: 2)
    let message = "`split` gives 2×2, which a gradient of 2×2×3 does not fit"
    #expect(throws: NetworkError(message)) { try slice.referenceGradients([x], [], gradient: x) }
  }

  @Test func statisticsHaveTheShapeOfWhatTheyUpdate() throws {
    let norm = try BatchNorm(channels: 3)
    #expect(throws: NetworkError("`batchnorm` is given 2 where 3 is wanted")) {
      try norm.updated(Tensor(zeros: .vector(3)), with: Tensor(zeros: .vector(2)))
    }
  }

  @Test func inputsFollowTheRuleOfShapes() throws {
    // A tensor's first extent is the batch: this is one row of two numbers, not two channels.
    #expect(throws: NetworkError("has 3 slopes, but gets 2")) {
      try PReLU(channels: 3).reference(
        [Tensor(zeros: try Shape([3, 2]))], [Tensor(zeros: .vector(3))])
    }
  }
}
