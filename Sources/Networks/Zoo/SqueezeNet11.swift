import Tensors

extension Zoo {
  /// SqueezeNet 1.1, by the same authors: the accuracy of 1.0 for less than half of its work;
  /// 1,235,496 parameters.
  static let squeezeNet11 = ZooEntry(
    name: "squeezenet-1.1",
    summary: "SqueezeNet 1.1 for 227×227 colour images, 1000 classes, 1,235,496 parameters."
  ) { () throws(NetworkError) -> Graph in
    try squeezeNet(
      firstChannels: 64, firstKernel: 3, poolsAfter: [1, 3, 5], lastPadding: 0)
  }
}
