import Interchange
import Testing

@Suite struct ConvolutionCaffeTests {
  /// Inputs, outputs, kernel, stride, padding (4), dilation, groups, bias.
  @Test(arguments: [
    ("num_output: 4 kernel_size: 3", "conv 2 4 3 3 1 1 0 0 0 0 1 1 1 1"),
    ("num_output: 4 kernel_size: [3, 5]", "conv 2 4 3 5 1 1 0 0 0 0 1 1 1 1"),
    ("num_output: 4 kernel_h: 3 kernel_w: 5", "conv 2 4 3 5 1 1 0 0 0 0 1 1 1 1"),
    (
      "num_output: 4 kernel_size: 3 stride: 2 pad: 1 dilation: 2 group: 2 bias_term: false",
      "conv 2 4 3 3 2 2 1 1 1 1 2 2 2 0"
    ),
    (
      "num_output: 4 kernel_size: 1 stride_h: 2 stride_w: 1 pad_h: 1 pad_w: 2",
      "conv 2 4 1 1 2 1 1 2 1 2 1 1 1 1"
    ),
    ("num_output: 4 kernel_size: 1 pad_w: 2", "conv 2 4 1 1 1 1 0 2 0 2 1 1 1 1"),
    ("num_output: 4 kernel_size: 1 axis: -3 engine: CAFFE", "conv 2 4 1 1 1 1 0 0 0 0 1 1 1 1"),
  ])
  func attributes(parameters: String, operation: String) throws {
    #expect(
      try Prototxt.operation("Convolution", "convolution_param { \(parameters) }") == operation)
  }

  @Test(arguments: [
    ("kernel_size: 3", "has no `num_output`"), ("num_output: 4", "has no `kernel_size`"),
    ("num_output: 4 kernel_h: 3", "has only one of `kernel_h` and `kernel_w`"),
    (
      "num_output: 4 kernel_size: 3 kernel_h: 3 kernel_w: 3",
      "has both `kernel_size` and `kernel_h` or `kernel_w`"
    ),
    (
      "num_output: 4 kernel_size: [1, 1, 1]",
      "has 3 times `kernel_size`, where images have two axes"
    ),
    ("num_output: 4 kernel_size: 1 axis: 2", "another `axis` than 1 is not understood"),
    (
      "num_output: 3 kernel_size: 1 group: 2",
      "conv: 2 inputs and 3 outputs cannot be divided into 2 groups"
    ),
    ("num_output: 4 kernel_size: 0", "conv: a kernel of 0×0 is not possible"),
  ])
  func mistakes(parameters: String, message: String) {
    #expect(Prototxt.failure("Convolution", "convolution_param { \(parameters) }") == message)
  }
}
