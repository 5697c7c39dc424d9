import COneDNN
import Networks

extension Softmax: OneDNNLowerable {
  package static var needsOutput: Bool { true }

  /// In place where nobody else needs the input.
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    let context = site.context
    let given = try site.single()
    // Padding has no share in a sum.
    let isPadded = given.count != site.rows * given.shape.count
    let input = isPadded ? try site.plain() : given
    let output = !isPadded && site.mayOverwrite(0) ? input : try site.makeOutput(input.layout)
    let forward = try OneDNNPrimitive(in: context, "softmax") {
      dcsh_softmax_forward($0, context.engine, 0, input.layout.handle, 1)
    }
    var backward: OneDNNPrimitive?
    if site.passesGradient(to: input) {
      backward = try OneDNNPrimitive(in: context, "softmax backward") {
        dcsh_softmax_backward($0, context.engine, 0, input.layout.handle, 1, forward.hint)
      }
    }
    return try PrimitivePair(forward, backward, reading: .output, from: input, to: output)
  }
}
