import CKernels
import Networks

extension PReLU: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredPReLU(self, site)
  }
}

/// A rectifier with learned slopes; where only results are wanted, in place if nobody else needs
/// its input.
private final class LoweredPReLU: LoweredOperation {
  let output: Activation
  private let input: Activation
  private let slope: LoweredParameter
  /// The elements of memory as [rows, slopes, inner].
  private let rows: Int
  private let slopes: Int
  private let inner: Int
  private let slopeGradient: ActivationMemory

  init(_ layer: PReLU, _ site: LoweringSite) throws(TrainingError) {
    guard let slope = site.parameters.first else {
      throw .invalid("\(site.node.name): the layer lacks parameters")
    }
    self.slope = slope
    slopes = layer.channels
    let given = try site.single()
    if layer.channels == 1 {
      // One slope for all: the order does not matter, and padding stays 0.
      input = given
      rows = 1
      inner = given.count
    } else {
      input = try site.plain()
      rows = site.rows
      inner = given.shape.count / layer.channels
    }
    let isInPlace = !site.learns && input === given && site.mayOverwrite(0)
    output = isInPlace ? input : try site.makeOutput(input.layout)
    slopeGradient = ActivationMemory(count: layer.channels)
  }

  func forward() {
    dcsh_prelu(output.values, input.values, slope.values, rows, slopes, inner)
  }

  func backward() {
    guard let dy = output.gradient else { return }
    if let gradient = slope.gradient {
      dcsh_prelu_slope_gradient(slopeGradient.base, input.values, dy, rows, slopes, inner)
      gradient.take(slopeGradient.base)
    }
    if let dx = input.gradient {
      dcsh_prelu_gradient(dx, input.values, dy, slope.values, rows, slopes, inner)
    }
  }
}
