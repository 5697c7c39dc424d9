import Glibc
import Networks
import Tensors

/// Softmax with cross-entropy: `L = −ln pₗ` with `p = softmax(z)` and `l` the label, in the most
/// obvious way. The fast form is in `Lowering`.
public enum SoftmaxCrossEntropy {
  /// Sum of the losses of all rows, and its gradient with respect to the logits:
  /// `∂L/∂z = p − onehot(l)`.
  /// - Parameters:
  ///   - logits: [rows, classes].
  ///   - labels: one for each row, 0 ..< classes.
  /// - Throws: `TrainingError.invalid` if sizes or labels do not fit.
  public static func reference(
    _ logits: Tensor, labels: [Int32]
  ) throws(TrainingError) -> (lossSum: Double, gradient: Tensor) {
    let rows = labels.count
    guard rows > 0, logits.count % rows == 0 else {
      throw .invalid("\(logits.count) logits do not belong to \(rows) labels")
    }
    let classes = logits.count / rows
    guard labels.allSatisfy({ $0 >= 0 && Int($0) < classes }) else {
      throw .invalid("a label is outside 0 ..< \(classes)")
    }
    var sum = 0.0
    let gradient = Tensor(shape: logits.shape) { gradient in
      for row in 0..<rows {
        let z = (0..<classes).map { Double(logits[row * classes + $0]) }
        let largest = z.max() ?? 0
        let logTotal = log(z.reduce(0) { $0 + exp($1 - largest) }) + largest
        let label = Int(labels[row])
        sum += logTotal - z[label]
        for k in 0..<classes {
          gradient[row * classes + k] = Float(exp(z[k] - logTotal) - (k == label ? 1 : 0))
        }
      }
    }
    return (sum, gradient)
  }
}
