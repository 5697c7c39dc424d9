import Interchange
import Testing

@Suite struct CaffeLayerTypeTests {
  /// The same network in both forms.
  @Test func oldFormIsTheSameNetwork() throws {
    let old = """
      layers { name: 'c' type: CONVOLUTION bottom: 'data' top: 'c' blobs_lr: 1 blobs_lr: 2
        convolution_param { num_output: 4 kernel_size: 3 } }
      layers { name: 'r' type: RELU bottom: 'c' top: 'c' }
      layers { name: 'n' type: LRN bottom: 'c' top: 'n' lrn_param { local_size: 3 } }
      layers { name: 'p' type: POOLING bottom: 'n' top: 'p' pooling_param { kernel_size: 2 } }
      layers { name: 't' type: TANH bottom: 'p' top: 't' }
      layers { name: 's' type: SIGMOID bottom: 'p' top: 's' }
      layers { name: 'e' type: ELTWISE bottom: 't' bottom: 's' top: 'e' }
      layers { name: 'k' type: CONCAT bottom: 'e' bottom: 'p' top: 'k' concat_param { concat_dim: 1 } }
      layers { name: 'd' type: DROPOUT bottom: 'k' top: 'k' }
      layers { name: 'f' type: FLATTEN bottom: 'k' top: 'f' }
      layers { name: 'i' type: INNER_PRODUCT bottom: 'f' top: 'i' inner_product_param { num_output: 3 } }
      layers { name: 'q' type: SOFTMAX bottom: 'i' top: 'q' }
      """
    var new = old.replacing("layers {", with: "layer {")
    for (was, now) in [
      ("CONVOLUTION", "Convolution"), ("RELU", "ReLU"), ("LRN", "LRN"), ("POOLING", "Pooling"),
      ("TANH", "TanH"), ("SIGMOID", "Sigmoid"), ("ELTWISE", "Eltwise"), ("CONCAT", "Concat"),
      ("DROPOUT", "Dropout"), ("FLATTEN", "Flatten"), ("INNER_PRODUCT", "InnerProduct"),
      ("SOFTMAX", "Softmax"),
    ] {
      new = new.replacing("type: \(was)", with: "type: '\(now)'")
    }
    let lines = try Prototxt.network(old).graph.lines
    #expect(lines.count == 12)
    #expect(try Prototxt.network(new).graph.lines == lines)
  }

  @Test(arguments: ["Crop", "Deconvolution", "Nothing", "ArgMax", "Power"])
  func otherTypesAreNamed(type: String) {
    #expect(Prototxt.failure(type, "") == "this type of layer is not understood")
  }

  @Test func typeIsNamedAsItIsWritten() {
    let text =
      "input: 'd' input_dim: [1, 1, 2, 2]\nlayers { name: 'x' type: BNLL bottom: 'd' top: 'x' }"
    #expect(
      Prototxt.failure(text) == "2:8: layer `x` of type BNLL: this type of layer is not understood")
    #expect(Prototxt.failure(text.replacing("BNLL", with: "EXP")).contains("of type EXP:"))
    #expect(Prototxt.failure(text.replacing("BNLL", with: "39")).contains("of type 39:"))
  }
}
