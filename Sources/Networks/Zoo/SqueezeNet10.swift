import Tensors

extension Zoo {
  /// SqueezeNet 1.0 (Iandola et al., 2016): eight fire modules, layers called as in the authors'
  /// `deploy.prototxt`, whose last convolution pads by one pixel; 1,248,424 parameters.
  static let squeezeNet10 = ZooEntry(
    name: "squeezenet-1.0",
    summary: "SqueezeNet 1.0 for 227×227 colour images, 1000 classes, 1,248,424 parameters."
  ) { () throws(NetworkError) -> Graph in
    try squeezeNet(
      firstChannels: 96, firstKernel: 7, poolsAfter: [1, 4, 8], lastPadding: 1)
  }
}
