import CKernels
import Networks

extension Dropout: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    // Nothing is dropped where no gradients are wanted: the result is the input itself.
    guard site.isTraining else { return LoweredView(try site.single()) }
    return try LoweredDropout(mask, site)
  }
}

/// Dropout by the hash of `DropoutMask`, which counts elements row-major.
private final class LoweredDropout: LoweredOperation {
  let output: Activation
  private let input: Activation
  private let mask: DropoutMask
  private let seeds: UnsafeMutablePointer<UInt64>
  private let node: Int

  init(_ mask: DropoutMask, _ site: LoweringSite) throws(TrainingError) {
    self.mask = mask
    seeds = site.rowSeeds
    node = site.index
    let given = try site.single()
    input = try site.plain()
    // A copy in another layout is read by nobody else.
    let isCopy = input !== given
    output = isCopy || site.mayOverwrite(0) ? input : try site.makeOutput()
  }

  func forward() { drop(from: input.values, to: output.values) }

  func backward() {
    guard let dy = output.gradient, let dx = input.gradient else { return }
    drop(from: dy, to: dx)
  }

  private func drop(from x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>) {
    let count = output.shape.count
    for row in 0..<output.rows {
      let key = DropoutMask.rowKey(seed: ExecutionMode.seed(seeds[row], forNode: node))
      dcsh_dropout(y + row * count, x + row * count, count, 0, key, mask.threshold, mask.scale)
    }
  }
}
