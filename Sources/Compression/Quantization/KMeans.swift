import Tensors

/// Where k-means starts (section 3.2 of the paper).
public enum CentroidInitialization: String, CaseIterable, Sendable {
  /// Evenly spaced between the smallest and the largest weight: keeps the few large weights, which
  /// matter most.
  case linear
  /// Evenly spaced over the cumulative distribution: many where there are many weights.
  case density
  /// Weights drawn from the layer (Forgy).
  case random
}

/// One-dimensional k-means by Lloyd's iterations.
///
/// Weights are sorted once; then a cluster is a run, its mean comes from running sums and its
/// bounds from binary search, so that an iteration costs k log n.
public enum KMeans {
  /// A clustering.
  public struct Result: Sendable {
    /// Centroids, ascending; every one has members.
    public let centroids: [Float]
    /// Sum of squared distances of the weights from their centroids.
    public let squaredError: Double
    /// Iterations until nothing moved any more.
    public let iterations: Int
  }

  /// Iterations unless fewer are asked for; one-dimensional data settle before.
  public static let usualIterations = 1000

  /// Clusters weights.
  /// - Parameters:
  ///   - weights: finite numbers.
  ///   - clusters: how many clusters at most; at least 1. There are fewer if there are fewer
  ///     different weights, or if a cluster loses its last member.
  ///   - initialization: where to start.
  ///   - iterations: how many at most. Few of them from a linear start leave centroids nearly evenly
  ///     spaced: the error is a little larger, and the codes have less entropy.
  ///   - random: where a random start is drawn from.
  ///   - check: called every few milliseconds; what it throws ends the clustering.
  /// - Throws: what `check` throws.
  public static func cluster<Failure: Error>(
    _ weights: [Float], clusters: Int, initialization: CentroidInitialization,
    iterations limit: Int = usualIterations, random: inout RandomSource,
    check: () throws(Failure) -> Void
  ) throws(Failure) -> Result {
    let sorted = try SortedWeights(weights, check: check)
    let distinct = sorted.distinct(upTo: clusters + 1)
    guard distinct.count > clusters else {
      return Result(centroids: distinct, squaredError: 0, iterations: 0)
    }
    var centers = start(sorted, max(1, clusters), initialization, &random)
    var bounds: [Int] = []
    var iterations = 0
    while iterations < max(1, limit) {
      try check()
      let next = boundaries(sorted, centers)
      iterations += 1
      if next == bounds { break }
      (centers, bounds) = means(sorted, next)
    }
    bounds = boundaries(sorted, centers)
    var error = 0.0
    var centroids: [Float] = []
    for (index, center) in centers.enumerated() where bounds[index] < bounds[index + 1] {
      // Neighbours that are one float apart may round to the same one.
      let centroid = Float(center)
      if centroids.last != centroid { centroids.append(centroid) }
      error += sorted.squaredError(bounds[index]..<bounds[index + 1], from: Double(centroid))
    }
    return Result(centroids: centroids, squaredError: error, iterations: iterations)
  }

  private static func start(
    _ sorted: SortedWeights, _ clusters: Int, _ initialization: CentroidInitialization,
    _ random: inout RandomSource
  ) -> [Double] {
    let values = sorted.values
    switch initialization {
    case .linear:
      let low = Double(values.first ?? 0)
      let high = Double(values.last ?? 0)
      guard clusters > 1 else { return [(low + high) / 2] }
      return (0..<clusters).map { low + (high - low) * Double($0) / Double(clusters - 1) }
    case .density:
      return (0..<clusters).map { Double(values[(2 * $0 + 1) * values.count / (2 * clusters)]) }
    case .random:
      return (0..<clusters).map { _ in Double(values[random.below(values.count)]) }.sorted()
    }
  }

  /// Where each cluster's run of sorted weights begins, and the end of the last: a weight belongs
  /// to the nearest centroid, to the upper one if two are equally near.
  private static func boundaries(_ sorted: SortedWeights, _ centers: [Double]) -> [Int] {
    var bounds = [0]
    for index in centers.indices.dropFirst() {
      bounds.append(sorted.countBelow((centers[index - 1] + centers[index]) / 2))
    }
    bounds.append(sorted.values.count)
    return bounds
  }

  /// Means of the runs; clusters without members are dropped.
  private static func means(
    _ sorted: SortedWeights, _ bounds: [Int]
  ) -> (centers: [Double], bounds: [Int]) {
    var centers: [Double] = []
    var left = [0]
    for index in bounds.indices.dropLast() where bounds[index] < bounds[index + 1] {
      centers.append(sorted.mean(bounds[index]..<bounds[index + 1]))
      left.append(bounds[index + 1])
    }
    return (centers, left)
  }
}
