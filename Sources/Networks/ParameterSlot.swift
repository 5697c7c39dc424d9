import Glibc
import Tensors

/// How a parameter is used; decides what trains, prunes, shares and decays it.
public enum ParameterRole: String, Hashable, Sendable {
  /// Multiplies activations: trained, decayed, pruned, shared and coded.
  case weight
  /// Is added to activations: trained, otherwise kept as it is.
  case bias
  /// Multiplies activations one by one or channel by channel: trained, otherwise kept as it is.
  case scale
  /// Measured on activations, such as a running mean: no gradient trains it, the trainer updates
  /// it.
  case statistic

  /// Whether gradients change it.
  public var isTrained: Bool { self != .statistic }

  /// Whether weight decay shrinks it.
  public var isDecayed: Bool { self == .weight }
}

/// The values that a parameter starts from.
public enum InitialValue: Hashable, Sendable {
  /// Uniform in ±√(6 / fan-in) (He et al., 2015, equation 10, as a uniform distribution).
  case heUniform
  /// Laplacian with the same variance, 2 / fan-in: closer to what trained weights look like.
  case laplacian
  /// One number everywhere.
  case constant(Float)

  /// What a role starts from if nothing else is said: weights are drawn, scales are 1, the rest
  /// is 0.
  public init(for role: ParameterRole) {
    self =
      switch role {
      case .weight: .heUniform
      case .bias, .statistic: .constant(0)
      case .scale: .constant(1)
      }
  }

  /// A tensor of such values.
  /// - Parameters:
  ///   - shape: the extents.
  ///   - fanIn: number of inputs that one output sums over; below 1 counts as 1.
  ///   - random: where drawn values come from; constants take nothing from it.
  ///   - check: called now and then; what it throws ends the drawing.
  func tensor<Failure: Error>(
    _ shape: Shape, fanIn: Int, from random: inout RandomSource,
    check: () throws(Failure) -> Void
  ) throws(Failure) -> Tensor {
    var tensor = Tensor(zeros: shape)
    try tensor.withUnsafeMutableBufferPointer { (values) throws(Failure) in
      switch self {
      case .heUniform:
        let bound = (6 / Float(max(1, fanIn))).squareRoot()
        try values.indices.inBlocks(check) { block in
          for index in block { values[index] = (2 * random.uniform() - 1) * bound }
        }
      case .laplacian:
        let scale = (1 / Float(max(1, fanIn))).squareRoot()
        try values.indices.inBlocks(check) { block in
          for index in block {
            // The inverse of the distribution, from the middle outwards; never the logarithm of 0.
            let place = 2 * random.uniform() - 1
            let magnitude = -scale * log(1 - abs(place) * (1 - 0x1p-24))
            values[index] = place < 0 ? -magnitude : magnitude
          }
        }
      case .constant(let value):
        values.update(repeating: value)
      }
    }
    return tensor
  }
}

/// One stored array that an operation needs.
public struct ParameterSlot: Hashable, Sendable {
  /// The last part of the parameter's name: `weight` in `ip1.weight`.
  public let name: String
  /// The extents.
  public let shape: Shape
  /// How it is used.
  public let role: ParameterRole
  /// Number of inputs that one output sums over; scales the first values.
  public let fanIn: Int
  /// What it starts from.
  public let initial: InitialValue

  /// A slot.
  /// - Parameters:
  ///   - name: the last part of the parameter's name.
  ///   - shape: the extents.
  ///   - role: how it is used.
  ///   - fanIn: number of inputs that one output sums over.
  ///   - initial: what it starts from; by default what its role does.
  public init(
    name: String, shape: Shape, role: ParameterRole, fanIn: Int, initial: InitialValue? = nil
  ) {
    self.name = name
    self.shape = shape
    self.role = role
    self.fanIn = fanIn
    self.initial = initial ?? InitialValue(for: role)
  }
}
