import Interchange
import Networks
import Testing

@Suite struct ElementwiseCaffeTests {
  @Test(arguments: [
    ("ReLU", "relu_param { negative_slope: 0 }", "relu"),
    ("ReLU", "relu_param { negative_slope: 0.1 }", "leakyrelu \(Float(0.1).bitPattern)"),
    ("PReLU", "", "prelu 2"), ("PReLU", "prelu_param { channel_shared: true }", "prelu 1"),
    ("Dropout", "", "dropout \(Float(0.5).bitPattern)"),
    ("Dropout", "dropout_param { dropout_ratio: 0.4 }", "dropout \(Float(0.4).bitPattern)"),
    ("Softmax", "softmax_param { axis: 1 engine: CAFFE }", "softmax"),
  ])
  func attributes(type: String, parameters: String, operation: String) throws {
    #expect(try Prototxt.operation(type, parameters) == operation)
  }

  @Test(arguments: [
    ("", "add"), ("eltwise_param { operation: SUM coeff: 1 coeff: 1.0 }", "add"),
    ("eltwise_param { operation: 1 }", "add"), ("eltwise_param { operation: PROD }", "multiply"),
  ])
  func eltwise(parameters: String, operation: String) throws {
    #expect(try Prototxt.operation("Eltwise", parameters, bottoms: "data data") == operation)
  }

  @Test(arguments: [
    ("operation: MAX", "the largest of several inputs is not understood"),
    ("coeff: 1 coeff: -1", "a sum with another `coeff` than 1 is not understood"),
    ("coeff: 1", "a sum with another `coeff` than 1 is not understood"),
    ("operation: PROD coeff: 1", "a product has no `coeff`"),
    ("operation: AND", "`operation` is one of PROD, SUM, MAX"),
  ])
  func eltwiseThatIsNotUnderstood(parameters: String, message: String) {
    #expect(
      Prototxt.failure("Eltwise", "eltwise_param { \(parameters) }", bottoms: "data data")
        == message)
  }

  @Test func otherMistakes() {
    #expect(
      Prototxt.failure("Eltwise", "eltwise_param { operation: PROD }", bottoms: "data data data")
        == "a product of 3 inputs is understood for two of one shape")
    #expect(
      Prototxt.failure("Softmax", "softmax_param { axis: 2 }")
        == "another `axis` than 1 is not understood")
    #expect(
      Prototxt.failure("Dropout", "dropout_param { dropout_ratio: 1 }")
        == "the rate of `dropout` is from 0 to below 1, not 1.0")
  }
}
