import Networks
import Synchronization
import Tensors
import Testing
import Training

@Suite struct ExampleSourceTests {
  /// Counts how often each example is asked for.
  private final class Counting: ExampleSource {
    let inner: TestExamples
    let copies: Mutex<[Int]>

    init(_ inner: TestExamples) {
      self.inner = inner
      copies = Mutex(Array(repeating: 0, count: inner.count))
    }

    var count: Int { inner.count }
    var exampleShape: Shape { inner.exampleShape }
    var classes: Int { inner.classes }

    func copy(
      _ indices: UnsafeBufferPointer<Int32>, values: UnsafeMutableBufferPointer<Float>,
      labels: UnsafeMutableBufferPointer<Int32>
    ) {
      #expect(values.count >= indices.count * exampleShape.count)
      #expect(labels.count >= indices.count)
      inner.copy(indices, values: values, labels: labels)
      copies.withLock { copies in for index in indices { copies[Int(index)] += 1 } }
    }
  }

  @Test(arguments: [1, 2, 63, 64, 65, 300, 513])
  func everyExampleIsSeenOnceAnEpoch(count: Int) throws {
    let training = Counting(TestExamples.clouds(count))
    let validation = Counting(TestExamples.clouds(count, seed: 2))
    let job = TrainingJob(
      model: Model(try TestGraphs.hidden(), seed: 1), training: training, validation: validation,
      options: TrainingOptions(epochs: 3, threads: 2))
    _ = try job.finish()
    #expect(training.copies.withLock { $0 } == Array(repeating: 3, count: count))
    #expect(validation.copies.withLock { $0 } == Array(repeating: 3, count: count))
  }
}
