import Interchange
import Testing

@Suite struct DenseCaffeTests {
  @Test func imagesAreFlattenedFirst() throws {
    let layer = Prototxt.layer("InnerProduct", "inner_product_param { num_output: 3 }")
    #expect(
      try Prototxt.network(layer).graph.lines == [
        "x/flatten: flatten of input gives 72", "x: dense 72 3 of x/flatten gives 3",
      ])
    #expect(
      try Prototxt.network(layer, input: [8]).graph.lines == ["x: dense 8 3 of input gives 3"])
  }

  @Test func biasMayBeAbsent() throws {
    let parameters = "inner_product_param { num_output: 3 bias_term: false axis: 1 }"
    #expect(try Prototxt.operation("InnerProduct", parameters) == "dense 72 3 0")
  }

  @Test(arguments: [
    ("", "has no `num_output`"),
    ("num_output: 3 axis: 2", "another `axis` than 1 is not understood"),
    ("num_output: 3 transpose: true", "transposed weights are not understood"),
    ("num_output: 0", "dense: a dimension of 0 is not possible"),
  ])
  func mistakes(parameters: String, message: String) {
    #expect(Prototxt.failure("InnerProduct", "inner_product_param { \(parameters) }") == message)
  }
}
