import Interchange
import Networks
import Testing

@Suite struct NormalizationCaffeTests {
  private func operation<Kind: Networks.Operation>(
    _ type: String, _ parameters: String, _ kind: Kind.Type = Kind.self
  ) throws -> Kind {
    let node = try Prototxt.network(Prototxt.layer(type, parameters)).graph.nodes.last
    return try #require(node?.operation as? Kind)
  }

  @Test func localResponse() throws {
    let usual = try operation("LRN", "", LocalResponseNorm.self)
    #expect(usual == (try LocalResponseNorm(size: 5, alpha: 1, beta: 0.75)))
    let alexNet = try operation(
      "LRN", "lrn_param { local_size: 5 alpha: 0.0001 beta: 0.75 k: 2 }", LocalResponseNorm.self)
    #expect(alexNet == (try LocalResponseNorm(size: 5, alpha: 1e-4, beta: 0.75, k: 2)))
    let within = try operation(
      "LRN", "lrn_param { local_size: 3 norm_region: WITHIN_CHANNEL k: 2 }", LocalResponseNorm.self)
    #expect(
      within == (try LocalResponseNorm(size: 3, alpha: 1, beta: 0.75, acrossChannels: false)))
    #expect(
      Prototxt.failure("LRN", "lrn_param { local_size: 4 }")
        == "lrn: a size of 4 is not possible")
  }

  @Test func batch() throws {
    let usual = try operation("BatchNorm", "", BatchNorm.self)
    #expect(usual == (try BatchNorm(channels: 2, epsilon: 1e-5, momentum: 1 - 0.999)))
    let other = try operation(
      "BatchNorm",
      "batch_norm_param { use_global_stats: true eps: 0.001 moving_average_fraction: 0.5 }",
      BatchNorm.self)
    #expect(other == (try BatchNorm(channels: 2, epsilon: 0.001, momentum: 0.5)))
    #expect(
      Prototxt.failure("BatchNorm", "batch_norm_param { use_global_stats: false }")
        == "statistics of each batch alone are not understood")
    #expect(
      Prototxt.failure("BatchNorm", "batch_norm_param { eps: 0 }")
        == "batchnorm: an epsilon of 0.0 is not possible")
  }
}
