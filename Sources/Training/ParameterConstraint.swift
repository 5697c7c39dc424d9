/// A set of allowed values that training keeps a parameter on.
///
/// This is all that training knows of compression: a pruning mask and a codebook of shared weights
/// are constraints. Several compose: `pullBack` is called in order, `project` in order.
public protocol ParameterConstraint: Sendable {
  /// Whether what happens to an element depends on that element alone. Then the trainer may hand
  /// over a parameter in pieces, from several threads; otherwise it hands it over whole.
  var isElementwise: Bool { get }

  /// Puts weights back on the allowed set.
  /// - Parameters:
  ///   - weights: a run of the parameter's values, changed in place.
  ///   - offset: position of the run's first element; a multiple of 64.
  func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int)

  /// Turns the gradient with respect to the weights into one along the allowed set: masks it, or
  /// sums it for each shared weight.
  /// - Parameters:
  ///   - gradient: a run of the parameter's gradient, changed in place.
  ///   - offset: position of the run's first element; a multiple of 64.
  func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int)

  /// Sum of the squares of a gradient along the allowed set, where that is not the sum over all
  /// elements: weights that move as one count once.
  /// - Parameters:
  ///   - gradient: a run of the parameter's gradient, pulled back.
  ///   - offset: position of the run's first element.
  /// - Returns: nil for the sum over all elements.
  func squaredNorm(_ gradient: UnsafeBufferPointer<Float>, from offset: Int) -> Double?
}

extension ParameterConstraint {
  /// Every element counts.
  public func squaredNorm(_ gradient: UnsafeBufferPointer<Float>, from offset: Int) -> Double? {
    nil
  }
}
