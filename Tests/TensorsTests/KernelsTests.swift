import CKernels
import Tensors
import Testing

/// The C loops against the same arithmetic in plain Swift, bit for bit: the processor's widest
/// vectors must not show.
@Suite struct KernelsTests {
  private static let sizes = [0, 1, 7, 31, 32, 33, 1000]

  private func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in (random.uniform() - 0.5) * 8 }
  }

  private func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }

  @Test(arguments: sizes) func bytesToFloats(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    var result = [Float](repeating: -1, count: count + 1)
    dcsh_bytes_to_floats(bytes, &result, count, 1 / 255)
    #expect(bits(result) == bits(bytes.map { Float($0) * (1 / 255) } + [-1]))
  }

  @Test(arguments: sizes) func add(count: Int) {
    let x = numbers(count, seed: 1)
    let y = numbers(count + 1, seed: 2)
    var result = y
    dcsh_add(x, &result, count)
    #expect(bits(result) == bits(zip(x, y).map { $1 + $0 } + [y[count]]))
  }

  @Test(arguments: sizes) func keepMasked(count: Int) {
    var random = RandomSource(seed: 3)
    let words = (0..<(count + 31) / 32).map { _ in UInt32(truncatingIfNeeded: random.next()) }
    var values = numbers(count + 1, seed: 4)
    if count > 6 { values.replaceSubrange(1..<4, with: [.nan, -0.0, -.infinity]) }
    var expected = bits(values)
    for index in 0..<count where words[index / 32] >> UInt32(index % 32) & 1 == 0 {
      expected[index] = 0
    }
    dcsh_keep_masked(&values, words, count)
    #expect(bits(values) == expected)
  }

  @Test(arguments: sizes) func countNonFinite(count: Int) {
    var values = numbers(count, seed: 5)
    #expect(dcsh_count_non_finite(values, count) == 0)
    let odd: [Float] = [.nan, .infinity, -.infinity, -.nan, .signalingNaN]
    let places = Array(stride(from: 0, to: count, by: 3))
    for (number, place) in places.enumerated() { values[place] = odd[number % odd.count] }
    #expect(dcsh_count_non_finite(values, count) == places.count)
    let finite: [Float] = [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, -0.0]
    #expect(dcsh_count_non_finite(finite, finite.count) == 0)
  }

  @Test(arguments: sizes) func stochasticGradientDescent(count: Int) {
    var w = numbers(count, seed: 6)
    var v = numbers(count, seed: 7)
    let g = numbers(count, seed: 8)
    let (rate, momentum, decay): (Float, Float, Float) = (0.07, 0.9, 0.013)
    var (w2, v2) = (w, v)
    for index in 0..<count {
      let product = decay * w2[index]
      let d = g[index] + product
      let kept = momentum * v2[index]
      v2[index] = kept + d
      let step = rate * v2[index]
      w2[index] = w2[index] - step
    }
    dcsh_sgd(&w, &v, g, count, rate, momentum, decay)
    #expect(bits(w) == bits(w2))
    #expect(bits(v) == bits(v2))
  }

  @Test(arguments: sizes) func adam(count: Int) {
    var w = numbers(count, seed: 9)
    var m = numbers(count, seed: 10)
    var v = numbers(count, seed: 11).map { $0 * $0 }
    let g = numbers(count, seed: 12)
    let step = dcsh_adam_step(
      rate: 0.003, beta1: 0.9, beta2: 0.999, correction2: 1.7, epsilon: 1e-8, decay: 0.01)
    var (w2, m2, v2) = (w, m, v)
    for index in 0..<count {
      let pull = step.decay * w2[index]
      let d = g[index] + pull
      let first = step.beta1 * m2[index]
      let second = step.beta2 * v2[index]
      let newFirst = (1 - step.beta1) * d
      let square = d * d
      let newSecond = (1 - step.beta2) * square
      m2[index] = first + newFirst
      v2[index] = second + newSecond
      let root = v2[index].squareRoot() * step.correction2
      let up = step.rate * m2[index]
      w2[index] = w2[index] - up / (root + step.epsilon)
    }
    dcsh_adam(&w, &m, &v, g, count, step)
    #expect(bits(w) == bits(w2))
    #expect(bits(m) == bits(m2))
    #expect(bits(v) == bits(v2))
  }
}
