import Interchange
import Testing

@Suite struct PoolingCaffeTests {
  /// Kernel, stride, padding (4), rounding up, and for means whether padding counts.
  @Test(arguments: [
    ("kernel_size: 3 stride: 2", "maxpool 3 3 2 2 0 0 0 0 1"),
    ("pool: MAX kernel_h: 3 kernel_w: 2", "maxpool 3 2 1 1 0 0 0 0 1"),
    ("pool: AVE kernel_size: 3 stride: 2 pad: 1", "avgpool 3 3 2 2 1 1 1 1 1 1"),
    ("pool: 1 kernel_size: 3 round_mode: FLOOR", "avgpool 3 3 1 1 0 0 0 0 0 1"),
    ("pool: AVE global_pooling: true", "globalavgpool"),
    ("global_pooling: true", "globalmaxpool"),
    ("global_pooling: false kernel_size: 2", "maxpool 2 2 1 1 0 0 0 0 1"),
  ])
  func attributes(parameters: String, operation: String) throws {
    #expect(try Prototxt.operation("Pooling", "pooling_param { \(parameters) }") == operation)
  }

  /// ⌈(image + 2 pad − kernel) / stride⌉ + 1, and with padding none that begins behind the image.
  @Test(arguments: [
    (6, "kernel_size: 3 stride: 2", 3), (7, "kernel_size: 3 stride: 2", 3),
    (111, "kernel_size: 3 stride: 2", 55), (55, "kernel_size: 3 stride: 2", 27),
    (27, "kernel_size: 3 stride: 2", 13), (112, "kernel_size: 3 stride: 2", 56),
    (112, "kernel_size: 3 stride: 2 round_mode: FLOOR", 55),
    (6, "kernel_size: 2 stride: 2 pad: 1", 4), (5, "kernel_size: 2 stride: 2 pad: 1", 3),
    (7, "kernel_size: 3 stride: 3 pad: 1", 3), (4, "kernel_size: 2 stride: 3 pad: 1", 2),
  ])
  func sizes(image: Int, parameters: String, result: Int) throws {
    let network = try Prototxt.network(
      Prototxt.layer("Pooling", "pooling_param { \(parameters) }"), input: [1, image, image])
    #expect(network.graph.outputShape.dimensions == [1, result, result])
  }

  @Test(arguments: [
    ("", "has no `kernel_size`"),
    ("pool: STOCHASTIC kernel_size: 2", "stochastic pooling is not understood"),
    ("kernel_size: 2 pad: 2", "a kernel of 2×2 must be larger than its padding of 2"),
    (
      "kernel_size: 1 stride: 2",
      "a stride of 2 with a kernel of 1 leaves a window beyond the image"
    ),
    ("kernel_size: 7", "a window of 7×7 does not fit into 6×6 padded by 0"),
  ])
  func mistakes(parameters: String, message: String) {
    #expect(Prototxt.failure("Pooling", "pooling_param { \(parameters) }") == message)
  }
}
