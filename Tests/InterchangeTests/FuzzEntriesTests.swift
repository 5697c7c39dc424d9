import Interchange
import Testing

@Suite struct FuzzEntriesTests {
  /// A generator of its own: the same numbers everywhere (SplitMix64).
  private struct Source: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private let words = [
    "layer", "layers", "{", "}", "<", ">", "[", "]", ":", ",", "name", "type", "bottom", "top",
    "'data'",
    "'a'", "\"b\"", "input", "input_dim", "input_shape", "dim", "1", "3", "-1", "0", "2147483647",
    "99999999999999999999", "0x7fffffff", "1e400", "nan", "true", "MAX", "'Convolution'",
    "'Pooling'",
    "'Reshape'", "'Scale'", "'BatchNorm'", "'Concat'", "'Input'", "'InnerProduct'", "'Flatten'",
    "CONVOLUTION", "kernel_size", "num_output", "stride", "pad", "dilation", "group", "axis",
    "convolution_param", "pooling_param", "reshape_param", "shape", "inner_product_param",
    "include", "phase", "TEST", "#\n", "\n", "\\x", "'",
  ]

  @Test func descriptionsOfRandomWords() {
    var source = Source(state: 1)
    let start = "input: 'data' input_dim: [1, 3, 9, 9] "
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...60, using: &source))
        .map { _ in words.randomElement(using: &source) ?? "" }.joined(separator: " ")
      fuzzPrototxt(Array(text.utf8))
      fuzzPrototxt(Array((start + text).utf8))
    }
  }

  /// Whole layers with numbers that do not go together.
  @Test func layersOfRandomNumbers() {
    var source = Source(state: 2)
    let numbers = ["0", "1", "2", "3", "7", "65536", "65537", "2147483647", "-1", "x"]
    let names = [
      "kernel_size", "stride", "pad", "dilation", "num_output", "group", "axis", "dim",
      "local_size", "pool", "global_pooling", "end_axis", "round_mode",
    ]
    let types = [
      ("Convolution", "convolution_param"), ("Pooling", "pooling_param"), ("LRN", "lrn_param"),
      ("InnerProduct", "inner_product_param"), ("Concat", "concat_param"),
      ("Flatten", "flatten_param"), ("Reshape", "reshape_param { shape"),
    ]
    for _ in 0..<2000 {
      var text = "input: 'x' input_dim: [1, 3, \(numbers.randomElement(using: &source) ?? ""), 9] "
      for index in 0..<Int.random(in: 1...4, using: &source) {
        let (type, parameters) = types[Int.random(in: 0..<types.count, using: &source)]
        text += "layer { name: 'l\(index)' type: '\(type)' bottom: 'x' top: 'x' \(parameters) { "
        for _ in 0..<Int.random(in: 0...4, using: &source) {
          text += (names.randomElement(using: &source) ?? "") + ": "
          text += (numbers.randomElement(using: &source) ?? "") + " "
        }
        text += parameters.contains("{") ? "} } } " : "} } "
      }
      fuzzPrototxt(Array(text.utf8))
    }
  }

  @Test func netFilesOfRandomBytes() throws {
    var source = Source(state: 3)
    let bytes = try SmallNet.bytes()
    for _ in 0..<2000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...6, using: &source) {
        let place = Int.random(in: 0..<damaged.count, using: &source)
        switch Int.random(in: 0..<3, using: &source) {
        case 0: damaged[place] = UInt8.random(in: 0...255, using: &source)
        case 1: damaged.remove(at: place)
        default: damaged.insert(0, at: place)
        }
      }
      #expect(fuzzNet(damaged))
      let random = (0..<Int.random(in: 0..<40, using: &source)).map { _ in
        UInt8.random(in: 0...255, using: &source)
      }
      #expect(fuzzNet(random))
    }
  }
}
