import Networks
import Tensors
import Testing

/// What all operations that treat elements alike have in common.
@Suite struct ElementwiseOperationTests {
  private static func all() throws -> [any Networks.Operation] {
    [
      ReLU(), ReLU6(), Sigmoid(), Tanh(), SiLU(), HardSwish(), GELU(form: .erf), GELU(form: .tanh),
      try LeakyReLU(), try LeakyReLU(slope: -0.5),
    ]
  }

  /// Points on both sides of every kink, none closer to one than the step of a difference.
  private static let points = stride(from: -8.05, through: 8.05, by: 0.1).map { Float($0) }

  @Test func derivativesAgreeWithDifferencesOnAWideRange() throws {
    let x = try Tensor(Self.points, shape: try Shape([1, Self.points.count]))
    for operation in try Self.all() { try expectGradients(of: operation, inputs: [x]) }
  }

  @Test func elementsDoNotSeeEachOther() throws {
    let shape = try Shape([6, 27])
    let x = try Tensor(Self.points, shape: shape)
    for operation in try Self.all() {
      let y = try operation.reference([x], [])
      #expect(y.shape == shape)
      for (index, point) in Self.points.enumerated() {
        let alone = try operation.reference([Tensor([point], shape: try Shape([1, 1]))], [])
        #expect(alone[0].bitPattern == y[index].bitPattern)
      }
    }
  }

  @Test func anyShapeIsKept() throws {
    for operation in try Self.all() {
      for shape in [.scalar, .vector(3), try Shape([2, 3, 4]), try Shape([1, 1, 1, 1, 1, 1, 2])] {
        #expect(try operation.outputShape(for: [shape]) == shape)
      }
      // Without a batch there are no examples.
      #expect(throws: NetworkError.self) { try operation.reference([Tensor(zeros: .scalar)], []) }
    }
  }

  @Test func whatHasNoAttributesRefusesThem() {
    #expect(throws: NetworkError("`tanh` has no attributes")) { try Tanh(attributes: [0]) }
    #expect(throws: NetworkError("`add` has no attributes")) { try Add(attributes: [1, 2]) }
  }
}
