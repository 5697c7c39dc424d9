import Networks
import Tensors

extension CaffeOperations {
  /// `Pooling` as an operation; sizes are rounded up unless `round_mode` says otherwise.
  static func pooling(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("pooling_param")
    let method = try parameters.choice("pool", of: ["MAX", "AVE", "STOCHASTIC"]) ?? 0
    guard method < 2 else { throw layer.error("stochastic pooling is not understood") }
    if try parameters.flag("global_pooling") == true {
      if method == 0 { return GlobalMaxPool() }
      return GlobalAveragePool()
    }
    let kernel = try parameters.extent("kernel_size", "kernel", default: nil)
    let stride = try parameters.extent("stride", "stride", default: 1)
    let padding = try parameters.padding()
    let isFloor = try parameters.choice("round_mode", of: ["CEIL", "FLOOR"]) == 1
    let window = try layer.placing(
      try PoolingWindow(
        kernel: kernel, stride: stride, padding: padding, rounding: isFloor ? .floor : .ceil))
    try refuseEmptyWindows(window, layer, shapes)
    return method == 0 ? MaxPool(window) : AveragePool(window, countsPadding: true)
  }

  /// Without padding, Caffe keeps a last window that begins beyond the image; its result is no
  /// number that means anything.
  private static func refuseEmptyWindows(
    _ window: PoolingWindow, _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) {
    guard window.rounding == .ceil, window.padding == .none,
      let extents = shapes.first?.dimensions, extents.count == 3
    else { return }
    let axes = [
      (extents[1], window.kernel.height, window.stride.height),
      (extents[2], window.kernel.width, window.stride.width),
    ]
    for (image, kernel, stride) in axes where image >= kernel {
      let last = (image - kernel + stride - 1) / stride * stride
      guard last < image else {
        throw layer.error(
          "a stride of \(stride) with a kernel of \(kernel) leaves a window beyond the image")
      }
    }
  }
}
