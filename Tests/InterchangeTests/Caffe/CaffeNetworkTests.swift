import Interchange
import Networks
import Tensors
import Testing

@Suite struct CaffeNetworkTests {
  /// LeNet as Caffe's examples have it, but smaller, with data and losses of both phases.
  private let text = """
    name: "LeNet"   # a comment
    layer { name: "mnist" type: "Data" top: "data" top: "label" include { phase: TRAIN }
      transform_param { scale: 0.00390625 crop_size: 28 force_gray: true }
      data_param { source: "train_lmdb" batch_size: 64 backend: LMDB } }
    layer { name: "mnist" type: "Data" top: "data" top: "label" include { phase: TEST }
      transform_param { crop_size: 12 force_gray: true } data_param { backend: LMDB } }
    layer { name: "conv1" type: "Convolution" bottom: "data" top: "conv1" param { lr_mult: 1 }
      convolution_param { num_output: 4 kernel_size: 5 weight_filler { type: "xavier" } } }
    layer { name: "pool1" type: "Pooling" bottom: "conv1" top: "pool1"
      pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
    layer { name: "ip1" type: "InnerProduct" bottom: "pool1" top: "ip1"
      inner_product_param { num_output: 6 } }
    layer { name: "relu1" type: "ReLU" bottom: "ip1" top: "ip1" }
    layer { name: "drop1" type: "Dropout" bottom: "ip1" top: "ip1"
      dropout_param { dropout_ratio: 0.25 } }
    layer { name: "ip2" type: "InnerProduct" bottom: "ip1" top: "ip2"
      inner_product_param { num_output: 3 } }
    layer { name: "accuracy" type: "Accuracy" bottom: "ip2" bottom: "label" top: "accuracy"
      include { phase: TEST } }
    layer { name: "loss" type: "SoftmaxWithLoss" bottom: "ip2" bottom: "label" top: "loss" }
    """

  private func expected() throws -> Graph {
    var graph = Graph(inputShape: try Shape([1, 12, 12]))
    try graph.add("conv1", Convolution(inputs: 1, outputs: 4, kernel: 5))
    try graph.add("pool1", MaxPool(PoolingWindow(kernel: 2, stride: 2, rounding: .ceil)))
    try graph.add("ip1/flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 64, outputs: 6))
    try graph.add("relu1", ReLU())
    try graph.add("drop1", Dropout(rate: 0.25))
    try graph.add("ip2", Dense(inputs: 6, outputs: 3))
    return graph
  }

  @Test func networkIsTheOneThatCodeBuilds() throws {
    let network = try CaffeNetwork(prototxt: Array(text.utf8), keepsFinalSoftmax: false)
    #expect(network.name == "LeNet")
    #expect(network.graph.inputShape == (try Shape([1, 12, 12])))
    #expect(network.graph.lines == (try expected().lines))
    #expect(network.scales.isEmpty)
    #expect(
      network.notes == [
        "accuracy: Accuracy is left out", "loss: the softmax at the end is left out",
      ])
  }

  @Test func softmaxAtTheEndMayStay() throws {
    var graph = try expected()
    try graph.add("loss", Softmax())
    let network = try CaffeNetwork(prototxt: Array(text.utf8))
    #expect(network.graph.lines == graph.lines)
    #expect(network.notes == ["accuracy: Accuracy is left out"])
  }

  @Test func emptyFilesAreNoNetworks() {
    #expect(Prototxt.failure("") == "the network has no input with a shape")
    #expect(
      Prototxt.failure("input: 'a' input_dim: [1, 1, 1, 1]") == "the network has no layers")
    #expect(Prototxt.failure("name: 3") == "1:7: the name of the network is a string")
  }

  @Test func everyFlippedBitIsReadOrRefused() {
    let bytes = Array(text.utf8)
    var good = 0
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      if (try? CaffeNetwork(prototxt: damaged)) != nil { good += 1 }
    }
    #expect(good > 100 && good < bytes.count * 8 - 1000)
  }
}
