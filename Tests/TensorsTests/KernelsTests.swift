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

  @Test(arguments: sizes) func nesterovMomentum(count: Int) {
    var w = numbers(count, seed: 13)
    var v = numbers(count, seed: 14)
    let g = numbers(count, seed: 15)
    let (rate, momentum, decay): (Float, Float, Float) = (0.07, 0.9, 0.013)
    var (w2, v2) = (w, v)
    for index in 0..<count {
      let product = decay * w2[index]
      let d = g[index] + product
      let kept = momentum * v2[index]
      v2[index] = kept + d
      let ahead = momentum * v2[index]
      let step = rate * (d + ahead)
      w2[index] = w2[index] - step
    }
    dcsh_sgd_nesterov(&w, &v, g, count, rate, momentum, decay)
    #expect(bits(w) == bits(w2))
    #expect(bits(v) == bits(v2))
  }

  @Test(arguments: sizes) func adamWithDecoupledDecay(count: Int) {
    var w = numbers(count, seed: 16)
    var m = numbers(count, seed: 17)
    var v = numbers(count, seed: 18).map { $0 * $0 }
    let g = numbers(count, seed: 19)
    let step = dcsh_adam_step(
      rate: 0.003, beta1: 0.9, beta2: 0.999, correction2: 1.7, epsilon: 1e-8, decay: 0.01)
    var (w2, m2, v2) = (w, m, v)
    for index in 0..<count {
      let shrink = step.decay * w2[index]
      let decayed = w2[index] - shrink
      let first = step.beta1 * m2[index]
      let second = step.beta2 * v2[index]
      let newFirst = (1 - step.beta1) * g[index]
      let square = g[index] * g[index]
      let newSecond = (1 - step.beta2) * square
      m2[index] = first + newFirst
      v2[index] = second + newSecond
      let root = v2[index].squareRoot() * step.correction2
      let up = step.rate * m2[index]
      w2[index] = decayed - up / (root + step.epsilon)
    }
    dcsh_adamw(&w, &m, &v, g, count, step)
    #expect(bits(w) == bits(w2))
    #expect(bits(m) == bits(m2))
    #expect(bits(v) == bits(v2))
  }

  /// The hash that decides which elements are dropped.
  private func hash(_ element: UInt32, _ key: UInt32) -> UInt32 {
    var h = (element &* 0x9E37_79B1) ^ key
    h ^= h >> 16
    h = h &* 0x7FEB_352D
    h ^= h >> 15
    h = h &* 0x846C_A68B
    return h ^ (h >> 16)
  }

  @Test(arguments: sizes) func dropout(count: Int) {
    let x = numbers(count, seed: 20)
    // The numbers of the elements wrap around.
    let (first, key, threshold): (UInt32, UInt32, UInt32) = (.max - 20, 0xDEAD_BEEF, 1 << 30)
    let expected = x.indices.map { index in
      hash(first &+ UInt32(index), key) >= threshold ? x[index] * 1.25 : 0
    }
    var result = [Float](repeating: -1, count: count + 1)
    dcsh_dropout(&result, x, count, first, key, threshold, 1.25)
    #expect(bits(result) == bits(expected + [-1]))

    var inPlace = x
    inPlace.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      dcsh_dropout(base, base, count, first, key, threshold, 1.25)
    }
    #expect(bits(inPlace) == bits(expected))
    let cut = count / 3
    inPlace = x
    inPlace.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      dcsh_dropout(base, base, cut, first, key, threshold, 1.25)
      dcsh_dropout(
        base + cut, base + cut, count - cut, first &+ UInt32(cut), key, threshold, 1.25)
    }
    #expect(bits(inPlace) == bits(expected))
  }

  @Test func dropoutDropsTheShareThatItIsToldTo() {
    let ones = [Float](repeating: 1, count: 20_000)
    var result = ones
    for (key, share) in [(1, 0.25), (2, 0.5), (77, 0.9)] as [(UInt32, Double)] {
      dcsh_dropout(&result, ones, ones.count, 0, key, UInt32(share * 0x1p32), 1)
      let dropped = Double(result.count { $0 == 0 }) / Double(result.count)
      #expect(abs(dropped - share) < 0.015)
    }
    dcsh_dropout(&result, ones, ones.count, 0, 5, 0, 1)
    #expect(result == ones)
    // What is dropped is +0, whatever it was.
    var odd: [Float] = [.nan, -.infinity, -1]
    dcsh_dropout(&odd, odd, 3, 0, 5, .max, 1)
    #expect(bits(odd) == [0, 0, 0])
  }

  @Test(arguments: sizes) func scale(count: Int) {
    let x = numbers(count + 1, seed: 21)
    var result = x
    dcsh_scale(&result, count, 0.3)
    #expect(bits(result) == bits(x.prefix(count).map { $0 * 0.3 } + [x[count]]))
  }

  @Test(arguments: sizes) func weightedSum(count: Int) {
    let (x, y) = (numbers(count, seed: 22), numbers(count + 1, seed: 23))
    var result = y
    dcsh_axpby(&result, x, count, 0.7, 0.3)
    let expected = x.indices.map { index in
      let (first, second) = (0.7 * x[index], 0.3 * y[index])
      return first + second
    }
    #expect(bits(result) == bits(expected + [y[count]]))
  }

  @Test(arguments: sizes) func products(count: Int) {
    let (a, b) = (numbers(count, seed: 24), numbers(count, seed: 25))
    let y = numbers(count + 1, seed: 26)
    let expected = zip(a, b).map { $0 * $1 }
    var result = y
    dcsh_multiply(&result, a, b, count)
    #expect(bits(result) == bits(expected + [y[count]]))
    var inPlace = a
    inPlace.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      dcsh_multiply(base, base, b, count)
    }
    #expect(bits(inPlace) == bits(expected))
    result = y
    dcsh_multiply_add(&result, a, b, count)
    #expect(bits(result) == bits(zip(y, expected).map { $0 + $1 } + [y[count]]))
  }

  @Test(arguments: sizes) func sumOfSquares(count: Int) {
    let x = numbers(count, seed: 27)
    var lanes = [Double](repeating: 0, count: 8)
    for (index, value) in x.enumerated() { lanes[index % 8] += Double(value) * Double(value) }
    let left = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
    let right = (lanes[4] + lanes[5]) + (lanes[6] + lanes[7])
    #expect(dcsh_sum_of_squares(x, count).bitPattern == (left + right).bitPattern)
  }
}
