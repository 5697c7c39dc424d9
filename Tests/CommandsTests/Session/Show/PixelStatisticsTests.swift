import DeepCompression
import Language
import Testing

@Suite struct PixelStatisticsTests {
  /// In double precision, pixel by pixel.
  @Test func meanAndDeviationAreThoseOfAllPixels() throws {
    var rig = try Rig.furnished()
    let data = try #require(rig.session.workspace.dataset).train
    let pixels = Tensor(shape: try Shape([data.count, 784])) { values in
      guard let base = values.baseAddress else { return }
      data.gather(0..<data.count, into: base)
    }.values.map { Double($0) }
    let mean = pixels.reduce(0, +) / Double(pixels.count)
    let variance = pixels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pixels.count)
    let record = try rig.record("show data")
    #expect(try abs(record.number("mean") - mean) < 1e-6)
    #expect(try abs(record.number("deviation") - variance.squareRoot()) < 1e-6)
  }

  /// The figures that everybody uses for MNIST.
  @Test(.needsMNIST) func figuresOfMNIST() throws {
    var rig = try Rig()
    let record = try rig.record("load data mnist; show data")
    #expect(try abs(record.number("mean") - 0.1307) < 5e-4)
    #expect(try abs(record.number("deviation") - 0.3081) < 5e-4)
  }
}
