import Interchange
import Testing

@Suite struct CaffeLayerTests {
  @Test(arguments: [
    ("input: 'a' input_dim: [1,1,1,1] layer: 3", "1:40: a layer is a message"),
    ("layer {\n name: 'x' }", "1:7: layer `x`: has no type"),
    ("layer { name: 'x' type { } }", "1:24: layer `x`: the type of a layer is a name"),
    ("layer { name: 3 type: 'ReLU' }", "1:15: the name of a layer is a string"),
    ("layer { name: 'x' type: 'ReLU' bottom: data }", "1:40: the name of a blob is a string"),
    ("layer { name: 'x' type: 'ReLU' top: '\\xFF' }", "1:37: the name of a blob is a string"),
  ])
  func layersThatAreNone(text: String, message: String) {
    #expect(Prototxt.failure(text) == message)
  }

  @Test func layerWithoutANameHasItsNumber() throws {
    let text =
      "layer { type: 'ReLU' bottom: 'data' top: 'a' } layers { type: TANH bottom: 'a' top: 'a' }"
    #expect(try Prototxt.network(text).graph.nodes.map(\.name) == ["layer1", "layer2"])
  }

  /// Unknown fields are nobody's business, known ones are checked.
  @Test(arguments: [
    ("lrn_param: 3", "`lrn_param` is a message"),
    ("lrn_param { local_size: 'a' }", "`local_size` is a whole number from 0 to 2147483647"),
    ("lrn_param { local_size: -1 }", "`local_size` is a whole number from 0 to 2147483647"),
    ("lrn_param { local_size: 2147483648 }", "`local_size` is a whole number from 0 to 2147483647"),
    ("lrn_param { alpha: inf }", "`alpha` is a finite number"),
    ("lrn_param { alpha: 1e999 }", "`alpha` is a finite number"),
    (
      "lrn_param { norm_region: BESIDE }",
      "`norm_region` is one of ACROSS_CHANNELS, WITHIN_CHANNEL"
    ),
    ("lrn_param { norm_region: 2 }", "`norm_region` is one of ACROSS_CHANNELS, WITHIN_CHANNEL"),
    ("lrn_param { other: 3 } blobs_lr: 1 another { a: [1] }", "none"),
  ])
  func parametersAreChecked(parameters: String, message: String) {
    #expect(Prototxt.failure("LRN", parameters) == message)
  }

  @Test func errorsNameTheirLine() {
    let text = """
      input: 'data' input_shape { dim: [1, 2, 6, 6] }
      layer { name: 'r' type: 'ReLU' bottom: 'data' top: 'r' }
      layer {
        name: 'p' type: 'PReLU' bottom: 'r' top: 'p'
        prelu_param {
          channel_shared: maybe
        }
      }
      """
    #expect(
      Prototxt.failure(text)
        == "6:21: layer `p` of type PReLU: `channel_shared` is `true` or `false`")
  }

  @Test func ofSeveralValuesTheLastCounts() throws {
    let parameters = "dropout_param { dropout_ratio: 0.9 dropout_ratio: 0 } "
    #expect(try Prototxt.operation("Dropout", parameters) == "dropout 0")
    // Messages that are given twice are one.
    let twice = "lrn_param { local_size: 3 } lrn_param { norm_region: 1 }"
    #expect(try Prototxt.operation("LRN", twice).hasPrefix("lrn 3 "))
    #expect(try Prototxt.operation("LRN", twice).hasSuffix(" 0"))
  }
}
