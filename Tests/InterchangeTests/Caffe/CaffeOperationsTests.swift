import Interchange
import Testing

@Suite struct CaffeOperationsTests {
  @Test(arguments: [
    ("Sigmoid", "sigmoid"), ("TanH", "tanh"), ("ReLU", "relu"), ("Softmax", "softmax"),
    ("Flatten", "flatten"),
  ])
  func plainTypes(type: String, kind: String) throws {
    #expect(try Prototxt.operation(type) == kind)
  }

  /// Caffe's axis 0 is the batch; negative ones count from the end.
  @Test(
    arguments: [
      (1, "concat 0"), (2, "concat 1"), (3, "concat 2"), (-1, "concat 2"), (-3, "concat 0"),
      (0, nil), (-4, nil), (4, nil), (-5, nil),
    ] as [(Int, String?)])
  func axes(axis: Int, operation: String?) throws {
    let parameters = "concat_param { axis: \(axis) }"
    if let operation {
      #expect(try Prototxt.operation("Concat", parameters, bottoms: "data data") == operation)
    } else {
      #expect(
        Prototxt.failure("Concat", parameters, bottoms: "data data")
          == "`axis` \(axis) is not understood for 4 axes")
    }
  }
}
