/// Figure 3 of the paper: a layer of 4×4 with 4 shared weights.
enum Figure3 {
  static let weights: [Float] = [
    2.09, -0.98, 1.48, 0.09, 0.05, -0.14, -1.08, 2.12, -0.91, 1.92, 0, -1.03, 1.87, 0, 1.53, 1.49,
  ]
  static let codes: [UInt16] = [3, 0, 2, 1, 1, 1, 0, 3, 0, 3, 1, 0, 3, 1, 2, 2]
  static let centroids: [Float] = [-1, 0, 1.5, 2]
  static let gradient: [Float] = [
    -0.03, -0.01, 0.03, 0.02, -0.01, 0.01, -0.02, 0.12, -0.01, 0.02, 0.04, 0.01, -0.07, -0.02,
    0.01, -0.02,
  ]
  /// The gradient's sums by code.
  static let sums: [Float] = [-0.03, 0.04, 0.02, 0.04]
  /// The shared weights after one step with a learning rate of 1.
  static let tuned: [Float] = [-0.97, -0.04, 1.48, 1.96]
}
