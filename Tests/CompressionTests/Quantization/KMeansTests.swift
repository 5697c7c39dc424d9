import Compression
import Tensors
import Testing

@Suite struct KMeansTests {
  private func cluster(
    _ weights: [Float], _ clusters: Int, _ start: CentroidInitialization = .linear,
    iterations: Int = KMeans.usualIterations, seed: UInt64 = 1
  ) -> KMeans.Result {
    var random = RandomSource(seed: seed)
    return KMeans.cluster(
      weights, clusters: clusters, initialization: start, iterations: iterations, random: &random,
      check: {})
  }

  /// Sum of squared distances from the nearest centroid, one by one.
  private func slowError(_ weights: [Float], _ centroids: [Float]) -> Double {
    weights.reduce(0) { sum, weight in
      let nearest = centroids.map { abs(Double($0) - Double(weight)) }.min() ?? .infinity
      return sum + nearest * nearest
    }
  }

  /// The members of each centroid: of two equally near the upper one.
  private func members(_ weights: [Float], _ centroids: [Float]) -> [[Float]] {
    var result = [[Float]](repeating: [], count: centroids.count)
    for weight in weights {
      let distances = centroids.map { abs(Double($0) - Double(weight)) }
      let nearest = distances.min() ?? 0
      if let index = distances.lastIndex(of: nearest) { result[index].append(weight) }
    }
    return result
  }

  /// The smallest error of any clustering into at most k runs.
  private func optimum(_ weights: [Float], _ clusters: Int) -> Double {
    let sorted = weights.sorted().map { Double($0) }
    func cost(_ run: Range<Int>) -> Double {
      let mean = sorted[run].reduce(0, +) / Double(run.count)
      return sorted[run].reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    func best(_ count: Int, _ clusters: Int) -> Double {
      if count == 0 { return 0 }
      if clusters == 0 { return .infinity }
      return (0..<count).map { best($0, clusters - 1) + cost($0..<count) }.min() ?? .infinity
    }
    return best(sorted.count, clusters)
  }

  private func expectLaws(_ weights: [Float], _ clusters: Int, _ start: CentroidInitialization) {
    let result = cluster(weights, clusters, start)
    let what = "\(weights) in \(clusters), \(start)"
    let slow = slowError(weights, result.centroids)
    let distinct = Set(weights).count
    let groups = members(weights, result.centroids)
    var isRight =
      result.centroids.count <= min(clusters, distinct)
      && zip(result.centroids, result.centroids.dropFirst()).allSatisfy { $0 < $1 }
      && groups.allSatisfy { !$0.isEmpty }
      && abs(result.squaredError - slow) <= 1e-9
      && slow >= optimum(weights, clusters) - 1e-9
    // A fixed point: every centroid is the mean of its members.
    for (centroid, group) in zip(result.centroids, groups) where !group.isEmpty {
      let mean = group.reduce(0) { $0 + Double($1) } / Double(group.count)
      isRight = isRight && abs(mean - Double(centroid)) <= 1e-6
    }
    if distinct <= clusters {
      isRight = isRight && result.squaredError == 0 && Set(result.centroids) == Set(weights)
    }
    if !isRight { Issue.record("\(what): \(result)") }
    // More iterations never make it worse.
    var previous = Double.infinity
    for iterations in 1...6 {
      let few = cluster(weights, clusters, start, iterations: iterations)
      let error = slowError(weights, few.centroids)
      if error > previous + 1e-9 { Issue.record("\(what): worse after \(iterations) iterations") }
      if !members(weights, few.centroids).allSatisfy({ !$0.isEmpty }) {
        Issue.record("\(what): a centroid without members after \(iterations) iterations")
      }
      previous = error
    }
  }

  /// Every multiset of up to five of five values, in up to four clusters, from every start.
  @Test(arguments: CentroidInitialization.allCases)
  func allSmallCases(start: CentroidInitialization) {
    let values: [Float] = [-2, -0.25, 0, 0.5, 3]
    func grow(_ weights: [Float], from first: Int) {
      if !weights.isEmpty { for clusters in 1...4 { expectLaws(weights, clusters, start) } }
      guard weights.count < 5 else { return }
      for index in first..<values.count { grow(weights + [values[index]], from: index) }
    }
    grow([], from: 0)
  }

  @Test(arguments: CentroidInitialization.allCases)
  func randomLayers(start: CentroidInitialization) {
    var random = RandomSource(seed: 5)
    for size in [7, 9, 10] {
      for _ in 0..<15 {
        expectLaws((0..<size).map { _ in random.uniform() - 0.5 }, 1 + random.below(5), start)
      }
    }
  }

  @Test func figureThreeOfThePaper() {
    let result = cluster(Figure3.weights, 4)
    for (centroid, expected) in zip(result.centroids, Figure3.centroids) {
      #expect(abs(centroid - expected) < 1e-6)
    }
    #expect(result.centroids.count == 4)
  }

  @Test func constantAndEmptyLayers() {
    for start in CentroidInitialization.allCases {
      for clusters in [1, 2, 255, 65_536] {
        let constant = cluster(Array(repeating: 0.5, count: 9), clusters, start)
        #expect(constant.centroids == [0.5] && constant.squaredError == 0)
        let empty = cluster([], clusters, start)
        #expect(empty.centroids.isEmpty && empty.squaredError == 0)
      }
      // Fewer than one cluster counts as one.
      #expect(cluster([1, 3], 0, start).centroids == [2])
    }
  }

  @Test func startsAreThoseOfThePaper() {
    // With one iteration the start shows: each centroid is the mean of what was nearest to it.
    let weights: [Float] = [0, 0.1, 0.2, 0.3, 0.4, 10]
    // Linear: 0, 5, 10. Nothing is nearest to 5.
    #expect(cluster(weights, 3, .linear, iterations: 1).centroids == [0.2, 10])
    // Density: the sorted weights at 1/6, 3/6 and 5/6: 0.1, 0.3 and 10.
    let density = cluster(weights, 3, .density, iterations: 1).centroids
    #expect(density.count == 3 && density[2] == 10)
    #expect(abs(density[0] - 0.1) < 1e-6 && abs(density[1] - 0.35) < 1e-6)
    // Random: weights of the layer, chosen by the seed.
    let results = (1...20 as ClosedRange<UInt64>).map {
      cluster(weights, 3, .random, iterations: 1, seed: $0).centroids
    }
    #expect(Set(results).count > 1)
    #expect(
      cluster(weights, 3, .random, seed: 3).centroids
        == cluster(weights, 3, .random, seed: 3).centroids)
  }

  /// A cluster may lose all members to neighbours that moved closer; it is then no shared weight.
  @Test func clustersThatLoseTheirMembersAreDropped() {
    let weights: [Float] =
      [-5.1, 0, 10, 15.2] + Array(repeating: -0.1, count: 100) + Array(repeating: 10.13, count: 100)
    for iterations in 1...4 {
      let result = cluster(weights, 3, iterations: iterations)
      #expect(result.centroids.count == 2)
      #expect(members(weights, result.centroids).allSatisfy { !$0.isEmpty })
      #expect(abs(result.squaredError - slowError(weights, result.centroids)) < 1e-4)
    }
  }

  @Test func onlyARandomStartDrawsNumbers() {
    for start in CentroidInitialization.allCases {
      var random = RandomSource(seed: 1)
      let before = random
      _ = KMeans.cluster(
        [1, 2, 3, 4], clusters: 2, initialization: start, random: &random, check: {})
      #expect((random == before) == (start != .random))
    }
  }

  /// Weights of any finite size in one layer, where sums lose all digits of the small ones.
  @Test func wildWeightsDoNotTrap() {
    var random = RandomSource(seed: 6)
    for round in 0..<3000 {
      let size = 1 + random.below(40)
      let weights = (0..<size).map { _ in
        let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
        return value.isFinite && random.below(3) > 0 ? value : random.uniform()
      }
      let start = CentroidInitialization.allCases[round % 3]
      let result = cluster(weights, 1 + random.below(12), start, iterations: 1 + random.below(30))
      let isRight =
        zip(result.centroids, result.centroids.dropFirst()).allSatisfy { $0 < $1 }
        && result.centroids.allSatisfy {
          $0 >= weights.min() ?? 0 && $0 <= weights.max() ?? 0
        } && result.squaredError >= 0
      if !isRight { Issue.record("\(weights): \(result)") }
    }
  }
}
