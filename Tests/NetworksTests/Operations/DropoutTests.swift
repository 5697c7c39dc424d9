import Networks
import Tensors
import Testing

@Suite struct DropoutTests {
  private func ones(_ dimensions: [Int]) throws -> Tensor {
    let shape = try Shape(dimensions)
    return try Tensor([Float](repeating: 1, count: shape.count), shape: shape)
  }

  @Test func inferenceLeavesEverything() throws {
    let x = try ones([3, 5])
    let dropout = try Dropout(rate: 0.5)
    #expect(try dropout.reference([x], []).isBitIdentical(to: x))
    #expect(try dropout.reference([x], [], mode: .inference).isBitIdentical(to: x))
    let gradients = try dropout.referenceGradients([x], [], gradient: x)
    #expect(gradients.inputs.allSatisfy { $0.isBitIdentical(to: x) })
  }

  @Test func trainingFollowsTheMaskOfEachRow() throws {
    let mode = ExecutionMode.training(rowSeeds: [1, 42, 1])
    let y = try Dropout(rate: 0.5).reference([ones([3, 16])], [], mode: mode).values
    let first: [Float] = [2, 2, 2, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 0, 2, 2]
    #expect(Array(y[..<16]) == first)
    #expect(Array(y[16..<32]) != first)
    #expect(Array(y[32...]) == first)
    let quarter = try Dropout(rate: 0.25).reference(
      [ones([1, 4, 2, 2])], [], mode: .training(rowSeeds: [42]))
    #expect(
      quarter.values.map { $0 > 0 ? 1 : 0 } == [1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1])
    #expect(Set(quarter.values) == [0, Float(4.0 / 3)])
  }

  @Test func gradientsFollowTheSameMask() throws {
    let mode = ExecutionMode.training(rowSeeds: [5, 6])
    let dropout = try Dropout(rate: 0.3)
    let x = try ones([2, 9])
    let y = try dropout.reference([x], [], mode: mode)
    let gradients = try dropout.referenceGradients([x], [], gradient: x, mode: mode)
    #expect(gradients.inputs[0].isBitIdentical(to: y))
  }

  @Test func whatIsDroppedIsZeroWhateverItWas() throws {
    let x = try Tensor([Float](repeating: .nan, count: 16), shape: try Shape([1, 16]))
    let y = try Dropout(rate: 0.5).reference([x], [], mode: .training(rowSeeds: [1]))
    #expect(y.nonFiniteCount == 9)
    #expect(y.values.filter { $0 == 0 }.count == 7)
  }

  @Test func thereIsASeedForEachRow() throws {
    let x = try ones([3, 2])
    #expect(throws: NetworkError("`dropout` has 2 seeds for 3 rows")) {
      try Dropout(rate: 0.5).reference([x], [], mode: .training(rowSeeds: [1, 2]))
    }
    #expect(throws: NetworkError.self) {
      try Dropout(rate: 0.5).referenceGradients(
        [x], [], gradient: x, mode: .training(rowSeeds: []))
    }
  }

  @Test func ratesAreFromZeroToBelowOne() throws {
    for rate in [-0.1, 1, 2, Float.nan, .infinity] {
      #expect(throws: NetworkError.self) { try Dropout(rate: rate) }
    }
    #expect(try Dropout(rate: -0.0).attributes == [0])
    let all = try Dropout(rate: 0).reference(
      [ones([1, 50])], [], mode: .training(rowSeeds: [3]))
    #expect(all.values.allSatisfy { $0 == 1 })
  }
}
