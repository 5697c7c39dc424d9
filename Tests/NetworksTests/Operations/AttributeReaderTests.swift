import Networks
import Testing

/// Attributes as operations read them.
@Suite struct AttributeReaderTests {
  @Test func theNumberOfAttributesIsChecked() {
    #expect(throws: NetworkError("`globalavgpool` has no attributes")) {
      try GlobalAveragePool(attributes: [0])
    }
    #expect(throws: NetworkError("`conv` has 14 attributes, not 2")) {
      try Convolution(attributes: [1, 2])
    }
    #expect(throws: NetworkError("`dense` has 2 to 3 attributes, not 4")) {
      try Dense(attributes: [1, 2, 0, 0])
    }
  }

  @Test func numbersOutOfRangeAreNamed() {
    #expect(throws: NetworkError("the attribute `inputs` of `dense` cannot be -1")) {
      try Dense(attributes: [-1, 2])
    }
    #expect(throws: NetworkError("the attribute `bias` of `conv` cannot be 2")) {
      try Convolution(attributes: [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 2])
    }
    #expect(throws: NetworkError("the attribute `kernel` of `maxpool` cannot be 65537")) {
      try MaxPool(attributes: [65_537, 1, 1, 1, 0, 0, 0, 0, 0])
    }
    #expect(throws: NetworkError("the attribute `padding` of `maxpool` cannot be -1")) {
      try MaxPool(attributes: [2, 2, 1, 1, 0, 0, -1, 0, 0])
    }
  }

  @Test func floatsAreBits() throws {
    let momentum = Float(0.1).attributeBits
    let norm = try BatchNorm(attributes: [3, Float(0.5).attributeBits, momentum])
    #expect(norm.epsilon == 0.5 && norm.momentum == 0.1)
    // Equal operations have equal attributes.
    let minus = (-Float(0)).attributeBits
    #expect(try BatchNorm(attributes: [3, Float(0.5).attributeBits, minus]).attributes[2] == 0)
    let one = Float(1).attributeBits
    #expect(
      try LocalResponseNorm(attributes: [3, minus, minus, one, 0]).attributes == [3, 0, 0, one, 0])
    for (bits, text) in [
      (Float.nan.attributeBits, "nan"), (Float.infinity.attributeBits, "inf"),
      (-1, "-1"), (1 << 32, "4294967296"), (Int.max, "\(Int.max)"),
    ] {
      #expect(throws: NetworkError("the attribute `epsilon` of `batchnorm` cannot be \(text)")) {
        try BatchNorm(attributes: [3, bits, momentum])
      }
    }
  }
}
