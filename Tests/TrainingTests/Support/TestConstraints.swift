import Networks
import Tensors
import Training

/// Keeps every weight whose position is not a multiple of three, as a mask does.
struct EveryThirdIsZero: ParameterConstraint {
  var isElementwise: Bool { true }

  func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    for index in weights.indices where (offset + index) % 3 == 0 { weights[index] = 0 }
  }

  func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    project(gradient, from: offset)
  }
}

/// Keeps weights equal whose positions have the same rest modulo a number, as a codebook does.
struct EqualByRest: ParameterConstraint {
  let modulus: Int
  var isElementwise: Bool { false }

  func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    for index in weights.indices { weights[index] = weights[index % modulus] }
  }

  func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    var sums = [Double](repeating: 0, count: modulus)
    for index in gradient.indices { sums[index % modulus] += Double(gradient[index]) }
    for index in gradient.indices { gradient[index] = Float(sums[index % modulus]) }
  }
}

extension Model {
  /// Values drawn from a seed.
  init(_ graph: Graph, seed: UInt64) {
    var random = RandomSource(seed: seed)
    self.init(name: "test", graph: graph, drawnFrom: &random)
  }

  /// All values, bit by bit.
  var bits: [UInt32] { parameters.values.flatMap { $0.values.map(\.bitPattern) } }
}
