import Interchange
import Testing

@Suite struct CaffeInputsTests {
  private let relu = " layer { name: 'r' type: 'ReLU' bottom: 'data' top: 'r' }"

  @Test(
    arguments: [
      ("input: 'data' input_dim: 1 input_dim: 3 input_dim: 5 input_dim: 7", [3, 5, 7]),
      ("input: 'data' input_shape { dim: 10 dim: 3 dim: 5 dim: 7 }", [3, 5, 7]),
      ("input: 'data' input_shape { dim: 1 dim: 8 }", [8]),
      ("input: 'data' input: 'label' input_dim: [1, 3, 5, 7, 1, 1, 1, 1]", [3, 5, 7]),
      ("input: 'label' input: 'data' input_shape { dim: 9 } input_shape { dim: [9, 4] }", [4]),
      (
        "layer { name: 'd' type: 'Input' top: 'data' input_param { shape { dim: [1, 2, 3, 4] } } }",
        [2, 3, 4]
      ),
      (
        "layer { name: 'd' type: 'Input' top: 'data' top: 'label' "
          + "input_param { shape { dim: [6, 2, 3, 4] } shape { dim: 6 } } }", [2, 3, 4]
      ),
      (
        "layer { name: 'd' type: 'Data' top: 'data' top: 'label' transform_param { crop_size: 9 } }",
        [3, 9, 9]
      ),
      (
        "layers { type: DATA top: 'data' transform_param { crop_size: 9 force_gray: true } }",
        [1, 9, 9]
      ),
      (
        "layer { type: 'ImageData' top: 'data' top: 'l' image_data_param { new_height: 4 new_width: 6 } }",
        [3, 4, 6]
      ),
      (
        "layer { type: 'MemoryData' top: 'data' top: 'label' "
          + "memory_data_param { batch_size: 5 channels: 2 height: 4 width: 6 } }", [2, 4, 6]
      ),
      ("layer { type: 'DummyData' top: 'data' dummy_data_param { shape { dim: [1, 7] } } }", [7]),
    ] as [(String, [Int])])
  func shapeOfAnExample(text: String, shape: [Int]) throws {
    let network = try CaffeNetwork(prototxt: Array((text + relu).utf8))
    #expect(network.graph.inputShape.dimensions == shape)
  }

  @Test(arguments: [
    ("", "the network has no input with a shape"),
    ("input: 'data'", "1:8: 1 inputs need 4 times `input_dim`, not 0"),
    ("input: 'data' input_dim: [1, 2]", "1:8: 1 inputs need 4 times `input_dim`, not 2"),
    ("input_dim: 3", "0 inputs need 0 times `input_dim`, not 1"),
    ("input: 'data' input_dim: [1, 2, 3, 'x']", "1:36: an extent is a whole number"),
    ("input: 'data' input_dim: [1, 2, 3, -4]", "1:36: an extent is a whole number"),
    ("input: 'data' input_dim: [1, 2, 3, 0]", "1:8: a dimension of 0 is not possible"),
    (
      "input: 'data' input_dim: [1, 65536, 65536, 1]", "1:8: an input of 65536×65536×1 is too large"
    ),
    (
      "input: 'data' input_shape { dim: [1, 2] } input_shape { dim: [1, 2] }",
      "1:8: 1 inputs cannot have 2 times `input_shape`"
    ),
    ("input: 'data' input_shape: 3", "1:28: `input_shape` is a message"),
    ("input: data", "1:8: the name of an input is a string"),
    (
      "layer { name: 'd' type: 'Data' top: 'data' }",
      "1:7: layer `d` of type Data: does not say how large its images are: give the network an `input`"
    ),
    (
      "layer { name: 'd' type: 'MemoryData' top: 'data' }",
      "1:7: layer `d` of type MemoryData: does not say the extents of its images"
    ),
    (
      "layer { name: 'd' type: 'Input' top: 'data' }",
      "1:7: layer `d` of type Input: gives 1 blobs, but 0 shapes for them"
    ),
    (
      "layer { name: 'd' type: 'Input' top: 'data' input_param { shape { dim: [1, 0] } } }",
      "1:7: layer `d` of type Input: a dimension of 0 is not possible"
    ),
    (
      "layer { name: 'd' type: 'Input' top: 'data' input_param { shape: 1 } }",
      "1:66: layer `d` of type Input: `shape` is a message"
    ),
  ])
  func inputsThatAreNone(text: String, message: String) {
    #expect(Prototxt.failure(text + relu) == message)
  }

  @Test func onlyTheFirstInputIsComputedWith() {
    let text = "input: 'data' input: 'b' input_dim: [1, 1, 2, 2, 1, 1, 2, 2]"
    #expect(
      Prototxt.failure(text + relu.replacing("'data'", with: "'b'"))
        == "1:68: layer `r` of type ReLU: takes `b`, which is no activation of the network's first input"
    )
  }

  @Test func transformsOfTheDataAreTold() throws {
    let text =
      "layer { name: 'd' type: 'Data' top: 'data' "
      + "transform_param { crop_size: 9 mirror: true scale: 0.5 mean_value: [1, 2, 3] } }"
    let network = try CaffeNetwork(prototxt: Array((text + relu).utf8))
    #expect(network.notes == ["d: scale and mean_value is not done to the data"])
  }
}
