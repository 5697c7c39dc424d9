import Tensors
import Training

/// Random examples with random labels.
struct TestExamples: ExampleSource {
  let count: Int
  let exampleShape: Shape
  let classes: Int
  private let values: [Float]

  init(count: Int, inputs: Int, classes: Int) {
    self.count = count
    self.classes = classes
    exampleShape = .vector(inputs)
    var random = RandomSource(seed: 6)
    values = (0..<count * inputs).map { _ in random.uniform() - 0.5 }
  }

  func copy(
    _ indices: UnsafeBufferPointer<Int32>, values target: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    let size = exampleShape.count
    for (place, index) in indices.enumerated() {
      for element in 0..<size {
        target[place * size + element] = values[Int(index) * size + element]
      }
      labels[place] = index * 7 % Int32(classes)
    }
  }
}
