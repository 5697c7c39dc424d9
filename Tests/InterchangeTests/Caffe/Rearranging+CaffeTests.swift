import Interchange
import Testing

@Suite struct RearrangingCaffeTests {
  @Test(arguments: [
    ("", "concat 0"), ("concat_param { concat_dim: 2 }", "concat 1"),
    ("concat_param { axis: 3 concat_dim: 2 }", "concat 2"),
  ])
  func concat(parameters: String, operation: String) throws {
    #expect(try Prototxt.operation("Concat", parameters, bottoms: "data data") == operation)
  }

  @Test(arguments: [
    ("", "flatten"), ("axis: 1 end_axis: -1", "flatten"), ("axis: 1 end_axis: 3", "flatten"),
    ("axis: 2", "reshape 2 2 36"), ("axis: -2 end_axis: 3", "reshape 2 2 36"),
    ("end_axis: 2", "reshape 2 12 6"), ("axis: 2 end_axis: 2", "reshape 3 2 6 6"),
  ])
  func flatten(parameters: String, operation: String) throws {
    #expect(try Prototxt.operation("Flatten", "flatten_param { \(parameters) }") == operation)
  }

  @Test(arguments: [
    ("dim: 0 dim: -1", "reshape 1 72"), ("dim: 0 dim: 0 dim: -1", "reshape 2 2 36"),
    ("dim: -1 dim: 72", "reshape 1 72"), ("dim: [0, 4, -1, 3]", "reshape 3 4 6 3"),
    ("dim: [0, 0, 0, 6]", "reshape 3 2 6 6"),
  ])
  func reshape(dims: String, operation: String) throws {
    let parameters = "reshape_param { shape { \(dims) } }"
    #expect(try Prototxt.operation("Reshape", parameters) == operation)
  }

  @Test(arguments: [
    ("Flatten", "flatten_param { axis: 3 end_axis: 2 }", "`end_axis` stands before `axis`"),
    ("Flatten", "flatten_param { axis: 0 }", "`axis` 0 is not understood for 4 axes"),
    ("Reshape", "", "a fixed number of examples is not understood"),
    (
      "Reshape", "reshape_param { shape { dim: 1 dim: -1 } }",
      "a fixed number of examples is not understood"
    ),
    (
      "Reshape", "reshape_param { axis: 1 shape { dim: 0 } }",
      "a part of the axes alone is not understood"
    ),
    (
      "Reshape", "reshape_param { shape { dim: [-1, -1] } }", "only one extent can be what is left"
    ),
    (
      "Reshape", "reshape_param { shape { dim: [0, -1, -1] } }",
      "only one extent can be what is left"
    ),
    (
      "Reshape", "reshape_param { shape { dim: [0, 1, 1, 1, 0] } }",
      "there is no axis 4 whose extent could be kept"
    ),
    (
      "Reshape", "reshape_param { shape { dim: [0, 7, -1] } }",
      "2×6×6 cannot be divided into parts of 7"
    ),
    ("Reshape", "reshape_param { shape { dim: [0, 7] } }", "2×6×6 cannot become 7"),
    (
      "Reshape", "reshape_param { shape { dim: [0, 2147483647, 2147483647, 2147483647, -1] } }",
      "the shape 2147483647×2147483647×2147483647×1 has too many elements"
    ),
  ])
  func mistakes(type: String, parameters: String, message: String) {
    #expect(Prototxt.failure(type, parameters) == message)
  }
}
