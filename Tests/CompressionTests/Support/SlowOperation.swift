/// A row of FORMAT.md's table of operations.
struct SlowOperation {
  let number: UInt8
  let attributes: [Int]

  typealias Made = (shape: [Int], parameters: [(name: String, shape: [Int])])

  /// The extents of the result and those of the parameters.
  func applied(to inputs: [[Int]]) throws -> Made {
    let x = inputs[0]
    try require(inputs.count == 1 || [21, 22, 23].contains(number), "number of inputs")
    let isImage = x.count == 3
    let c = x.first ?? 0
    switch number {
    case 1: return try dense(x)
    case 2:
      try expect([])
      return ([x.reduce(1, *)], [])
    case 3, 11, 12, 13, 16, 17: try expect([])
    case 4: return try conv(x)
    case 5, 6:
      try expect(number == 5 ? "kkkkpppp2" : "kkkkpppp22")
      try require(isImage, "images")
      return ([c] + (try (0...1).map { try places(x[$0 + 1], at: $0) }), [])
    case 7, 8:
      try expect([])
      try require(isImage, "images")
      return ([c, 1, 1], [])
    case 9:
      try expect("k")
      try require(!x.isEmpty && [1, c].contains(attributes[0]), "slopes")
      return (x, [("slope", attributes)])
    case 10, 20: try expect("f")
    case 14:
      try expect([])
      try require(!x.isEmpty, "softmax")
    case 15: try expect("2")
    case 18:
      try expect("kff")
      try require((x.count == 1 || isImage) && attributes[0] == c, "channels")
      return (x, ["scale", "shift", "mean", "variance"].map { ($0, [c]) })
    case 19:
      try expect("kfff2")
      try require(isImage, "images")
    case 21:
      try expect([])
      try require(inputs.count >= 2 && inputs.allSatisfy { $0 == x }, "add")
    case 22:
      try expect([])
      try require(inputs.count == 2 && inputs[1].count == x.count, "multiply")
      try require(zip(x, inputs[1]).allSatisfy { $1 == $0 || $1 == 1 }, "multiply")
    case 23: return try concat(inputs)
    case 24:
      try expect("ppk")
      let (axis, start, count) = (attributes[0], attributes[1], attributes[2])
      try require(axis < x.count && start + count <= x[axis], "split")
      return (changed(x, axis, count), [])
    case 25:
      try require(attributes.first == attributes.count - 1, "reshape")
      let shape = Array(attributes.dropFirst())
      try require(product(shape) == product(x), "reshape")
      return (shape, [])
    case 26:
      try require(attributes.first == x.count && attributes.count == x.count + 1, "transpose")
      let order = Array(attributes.dropFirst())
      try require(order.sorted() == Array(x.indices), "transpose")
      return (order.map { x[$0] }, [])
    case 27:
      try require(attributes.first == x.count && attributes.count == 2 * x.count + 1, "pad")
      return (x.indices.map { attributes[1 + $0] + x[$0] + attributes[1 + x.count + $0] }, [])
    case 28:
      try expect("kk2")
      try require(isImage, "images")
      try require(product(attributes.prefix(2) + x) < 0x1p60, "upsample")
      return ([c, attributes[0] * x[1], attributes[1] * x[2]], [])
    default: throw EducationalDecoder.Failure(message: "unknown operation")
    }
    return (x, [])
  }

  private func product(_ numbers: some Sequence<Int>) -> Double {
    numbers.reduce(1) { $0 * Double($1) }
  }

  private func changed(_ shape: [Int], _ axis: Int, _ extent: Int) -> [Int] {
    shape.indices.map { $0 == axis ? extent : shape[$0] }
  }

  private func expect(_ none: [Int]) throws { try require(attributes == none, "attributes") }

  /// One letter for each attribute: `k` at least 1, `p` at least 0, `2` below 2, `f` the bits of a
  /// binary32 number.
  private func expect(_ kinds: String) throws {
    try require(attributes.count == kinds.count, "number of attributes")
    for (attribute, kind) in zip(attributes, kinds) {
      switch kind {
      case "k": try require(attribute >= 1, "attribute 0")
      case "2": try require(attribute < 2, "neither 0 nor 1")
      case "f":
        try require(attribute < 1 << 32, "not 32 bits")
        try require(Float(bitPattern: UInt32(attribute)).isFinite, "not finite")
      default: break
      }
    }
  }

  private func dense(_ x: [Int]) throws -> Made {
    try expect(attributes.count == 2 ? "kk" : "kk2")
    try require(attributes.count == 2 || attributes[2] == 0, "dense")
    let (inputs, outputs) = (attributes[0], attributes[1])
    try require(x == [inputs], "dense takes a vector")
    return (
      [outputs],
      [("weight", [outputs, inputs])] + (attributes.count == 2 ? [("bias", [outputs])] : [])
    )
  }

  private func conv(_ x: [Int]) throws -> Made {
    try expect("kkkkkkppppkkk2")
    let (inputs, outputs, groups) = (attributes[0], attributes[1], attributes[12])
    try require(x.count == 3 && x[0] == inputs, "conv takes images")
    try require(inputs % groups == 0 && outputs % groups == 0, "groups")
    // As a window that is as large as the kernel with its gaps.
    let kernel = attributes[2...3]
    var window = Array(attributes[2...9]) + [0]
    for axis in 0...1 {
      let (gaps, overflow) = attributes[10 + axis].multipliedReportingOverflow(by: window[axis] - 1)
      try require(!overflow && gaps < 1 << 60, "kernel")
      window[axis] = gaps + 1
    }
    let places = SlowOperation(number: 5, attributes: window)
    let sizes = try (0...1).map { try places.places(x[$0 + 1], at: $0) }
    let bias = attributes[13] == 1 ? [("bias", [outputs])] : []
    return ([outputs] + sizes, [("weight", [outputs, inputs / groups] + kernel)] + bias)
  }

  /// How many places a window has along one axis.
  private func places(_ extent: Int, at axis: Int) throws -> Int {
    let (kernel, stride) = (attributes[axis], attributes[2 + axis])
    let (before, after) = (attributes[4 + axis], attributes[6 + axis])
    let room = extent + before + after - kernel
    try require(room >= 0, "the window is larger than the image")
    if attributes[8] == 0 { return room / stride + 1 }
    let last = (room + stride - 1) / stride
    return last * stride >= extent + before ? last : last + 1
  }

  private func concat(_ inputs: [[Int]]) throws -> Made {
    try expect("p")
    let axis = attributes[0]
    let x = inputs[0]
    try require(axis < x.count, "axis")
    try require(
      inputs.allSatisfy { $0.count == x.count && changed($0, axis, 0) == changed(x, axis, 0) },
      "concat")
    return (changed(x, axis, inputs.reduce(0) { $0 + $1[axis] }), [])
  }
}
