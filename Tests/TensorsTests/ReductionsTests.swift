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

  @Test func squaresAreSummed() {
    let values: [Float] = [3, -4, 12] + Array(repeating: 0, count: 20)
    values.withUnsafeBufferPointer { #expect($0.sumOfSquares == 169) }
    #expect(UnsafeBufferPointer<Float>(start: nil, count: 0).sumOfSquares == 0)
    // Squares of large floats are numbers in double precision.
    let large = [Float](repeating: .greatestFiniteMagnitude, count: 100)
    large.withUnsafeBufferPointer { #expect($0.sumOfSquares.isFinite) }
  }
}
