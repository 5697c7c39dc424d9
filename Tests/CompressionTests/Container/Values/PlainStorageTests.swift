import Compression
import Tensors
import Testing

@Suite struct PlainStorageTests {
  @Test func theStepsOfARange() {
    let range = LinearRange(low: -1, high: 2)
    #expect(range.value(0) == -1 && range.value(255) == 2)
    for step in 0...255 as ClosedRange<UInt8> {
      #expect(range.step(nearest: range.value(step)) == step)
    }
    #expect(range.step(nearest: 0.5 + 0.005) == 128)
    let flat = LinearRange(low: 3, high: 3)
    #expect(flat.step(nearest: 3) == 0 && flat.value(0) == 3 && flat.value(255) == 3)
    let wide = LinearRange(low: -.greatestFiniteMagnitude, high: .greatestFiniteMagnitude)
    #expect(wide.value(255) == .greatestFiniteMagnitude)
    #expect(wide.step(nearest: .greatestFiniteMagnitude) == 255)
  }

  private func biases(_ values: [Float], _ precision: PlainPrecision) throws -> (Int, [Float]) {
    var model = try TestModels.layer(2, values.count)
    try model.setParameter("ip.bias", Tensor(values, shape: .vector(values.count)))
    var options = EncodingOptions.form(.best)
    options.parameters = precision
    let (bytes, report) = try CompressedModel(model).encoded(options)
    let read = try CompressedFile(bytes).parameter("ip.bias")
    return (report.ledger.bytes(of: .biases), try #require(read).values)
  }

  @Test func theWidthThatIsAskedFor() throws {
    let values = (0..<40).map { Float($0) / 39 - 0.5 }
    #expect(try biases(values, .float32) == (160, values))
    let (halfBytes, halves) = try biases(values, .float16)
    #expect(halfBytes == 80)
    #expect(zip(halves, values).allSatisfy { abs($0 - $1) < 0.001 })
    let (byteBytes, bytes) = try biases(values, .eightBits)
    #expect(byteBytes == 48)
    #expect(zip(bytes, values).allSatisfy { abs($0 - $1) <= 0.5 / 255 + 1e-6 })
  }

  @Test func valuesThatFloat16DoesNotHaveStay() throws {
    #expect(try biases([1, 65_600], .float16) == (8, [1, 65_600]))
    #expect(try biases([1, 65_504], .float16) == (4, [1, 65_504]))
  }

  /// The ends of the range would take more than they save.
  @Test func fewValuesStayFloat32() throws {
    #expect(try biases([1, 2], .eightBits) == (8, [1, 2]))
    #expect(try biases([1, 2, 3], .eightBits).0 == 11)
  }

  /// Weights are not rounded with the biases.
  @Test func weightsStay() throws {
    let model = CompressedModel(try TestModels.small())
    var options = EncodingOptions.form(.best)
    options.parameters = .eightBits
    let read = try CompressedModel(decoding: try model.encoded(options).bytes)
    #expect(try read.bits("ip1.weight") == model.bits("ip1.weight"))
    #expect(try read.bits("ip1.bias") == model.bits("ip1.bias"))
  }
}
