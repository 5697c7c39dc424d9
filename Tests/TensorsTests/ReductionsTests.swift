import Tensors
import Testing

@Suite struct ReductionsTests {
  @Test func countsAgreeWithAFilter() throws {
    var random = RandomSource(seed: 1)
    let choices: [Float] = [0, -0.0, 1, -2, .nan, .infinity, -.infinity, .leastNonzeroMagnitude]
    for count in [1, 7, 31, 32, 33, 1000] {
      let values = (0..<count).map { _ in choices[random.below(choices.count)] }
      let tensor = try Tensor(values, shape: .vector(count))
      #expect(tensor.nonFiniteCount == values.count { !$0.isFinite })
      #expect(tensor.nonzeroCount == values.count { $0 != 0 })
    }
  }
}
