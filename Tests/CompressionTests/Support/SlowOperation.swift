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
      try expect(number == 5 ? "wwwwqqqq2" : "wwwwqqqq22")
      try require(isImage, "images")
      try require(
        (0...3).allSatisfy { attributes[4 + $0] < attributes[$0 % 2] }, "padding of a window")
      return ([c] + (try (0...1).map { try places(x[$0 + 1], at: $0) }), [])
    case 7, 8:
      try expect([])
      try require(isImage, "images")
      return ([c, 1, 1], [])
    case 9:
      try expect("k")
      try require(attributes[0] == 1 || [attributes[0]] == x.prefix(1), "slopes")
      return (x, [("slope", attributes)])
    case 10: try expect("f")
    case 20:
      try expect("+")
      try require(float(0) < 1, "rate")
    case 14:
      try expect([])
      try require(!x.isEmpty, "softmax")
    case 15: try expect("2")
    case 18:
      try expect("k*+")
      try require(float(2) <= 1, "momentum")
      try require((x.count == 1 || isImage) && attributes[0] == c, "channels")
      return (x, ["scale", "shift", "mean", "variance"].map { ($0, [c]) })
    case 19:
      try expect("k++*2")
      try require(attributes[0] % 2 == 1 && attributes[0] <= 255, "size")
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

  private func float(_ index: Int) -> Float { Float(bitPattern: UInt32(attributes[index])) }

  /// One letter for each attribute: `k` at least 1, `p` any, `w` and `q` the same but at most 65,536,
  /// `2` below 2, `f` the bits of a number, `+` of one that is at least 0, `*` of one that is above 0.
  private func expect(_ kinds: String) throws {
    try require(attributes.count == kinds.count, "number of attributes")
    for (index, kind) in kinds.enumerated() {
      let attribute = attributes[index]
      switch kind {
      case "k": try require(attribute >= 1, "attribute 0")
      case "w": try require((1...65_536).contains(attribute), "extent of a window")
      case "q": try require(attribute <= 65_536, "padding")
      case "2": try require(attribute < 2, "neither 0 nor 1")
      case "f", "+", "*":
        try require(attribute < 1 << 32, "not 32 bits")
        try require(float(index).isFinite, "not finite")
        if kind == "+" { try require(float(index) >= 0, "negative") }
        if kind == "*" { try require(float(index) > 0, "not above 0") }
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
    try expect("kkwwwwqqqqwwk2")
    let (inputs, outputs, groups) = (attributes[0], attributes[1], attributes[12])
    try require(x.count == 3 && x[0] == inputs, "conv takes images")
    try require(inputs % groups == 0 && outputs % groups == 0, "groups")
    // As a window that is as large as the kernel with its gaps.
    let kernel = attributes[2...3]
    var window = Array(attributes[2...9]) + [0]
    for axis in 0...1 { window[axis] = attributes[10 + axis] * (window[axis] - 1) + 1 }
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
    var places = 1
    if room > 0 {
      places += (attributes[8] == 0 ? room : room + stride - 1) / stride
    } else if room < 0 {
      // Rounding up, a window that is too large by less than a stride still has a place.
      places -= attributes[8] == 0 ? 1 : -room / stride
    }
    return attributes[8] == 1 && (places - 1) * stride >= extent + before ? places - 1 : places
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
