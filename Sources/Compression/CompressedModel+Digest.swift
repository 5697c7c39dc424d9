import Bytes
import Networks

extension CompressedModel {
  /// Adds everything that makes up the model to a digest: network, values, masks and codebooks.
  public func update(_ digest: inout DigestBuilder) {
    digest.update(model.name)
    digest.update("\(model.graph.inputShape)")
    for (index, node) in model.graph.nodes.enumerated() {
      digest.update(node.name)
      digest.update(type(of: node.operation).kind)
      for attribute in node.operation.attributes { digest.update(UInt64(attribute)) }
      for source in node.inputs {
        switch source {
        case .input: digest.update(UInt64.max)
        case .node(let earlier): digest.update(UInt64(index - earlier))
        }
      }
    }
    for (name, tensor) in model.parameters {
      digest.update(name)
      tensor.withUnsafeBufferPointer { digest.update(UnsafeRawBufferPointer($0)) }
      if let mask = masks[name] {
        digest.update("mask")
        mask.kept.words.withUnsafeBytes { digest.update($0) }
      }
      if let codebook = codebooks[name] {
        digest.update(codebook.pinsZero ? "codebook with zero" : "codebook")
        digest.update(UInt64(codebook.bits))
        digest.update(UInt64(codebook.centroids.count))
        codebook.centroids.withUnsafeBytes { digest.update($0) }
        codebook.codes.withUnsafeBytes { digest.update($0) }
      }
    }
  }
}
