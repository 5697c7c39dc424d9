import ArgumentParser
import DeepCompression

/// What is measured.
enum Work: String, CaseIterable, ExpressibleByArgument {
  /// Training on shuffled examples.
  case train
  /// Measuring a batch again and again.
  case eval
  /// Training on one and the same minibatch.
  case step
}

extension InstructionSet: ExpressibleByArgument {}

/// The command line of `dcsh-bench`.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dcsh-bench",
    abstract: "Measure the engine's speed on random images; scripts/bench.sh runs it.",
    discussion: """
      Prints one JSON object: the work, images_per_second, with --memory peak_memory_bytes, and \
      what computed it. Weights and images are drawn; a first part of the run does not count.
      """)

  @Option(help: "What to measure: train, eval, or step (training on one minibatch).")
  var work = Work.train

  @Option(help: "A network of the zoo.")
  var network = "lenet-300-100"

  @Option(help: "Examples in a minibatch.")
  var batch = 64

  @Option(help: "The optimizer: \(Optimizers.all.map { $0.name }.joined(separator: ", ")).")
  var optimizer = SGD.name

  @Option(help: "How long to measure; 0 for one minibatch.")
  var seconds = 5.0

  @Option(help: "Number of threads.")
  var threads = 1

  @Option(help: "What vector instructions are limited to: avx2 or avx512.")
  var isa = InstructionSet.avx2

  @Flag(help: "Also print the most memory that the process held at once.")
  var memory = false

  /// Different images to learn from: as many as a data set of small images has in the order of
  /// magnitude, few of those that take a megabyte each.
  private static func images(_ shape: Shape) -> Int { shape.count <= 1 << 14 ? 4096 : 64 }

  func validate() throws {
    guard Zoo.entry(named: network) != nil else {
      let names = Zoo.all.map { $0.name }.joined(separator: ", ")
      throw ValidationError("there is no network `\(network)`, only \(names)")
    }
    guard Optimizers.named(optimizer) != nil else {
      throw ValidationError("there is no optimizer `\(optimizer)`")
    }
    guard (1...65536).contains(batch) else {
      throw ValidationError("--batch is a number from 1 to 65536, not \(batch)")
    }
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads is a number from 1 to 1024, not \(threads)")
    }
    guard (0...3600).contains(seconds) else {
      throw ValidationError("--seconds is a number from 0 to 3600, not \(seconds)")
    }
  }

  func run() throws {
    guard let entry = Zoo.entry(named: network) else { return }
    OneDNN.limit(to: isa)
    var random = RandomSource(seed: 1)
    let graph = try entry.graph()
    let measurement = Measurement(
      model: Model(name: network, graph: graph, drawnFrom: &random), batch: batch,
      optimizer: optimizer, seconds: seconds, threads: threads)
    let rate =
      switch work {
      case .train: try measurement.trainingRate(images: Self.images(graph.inputShape))
      case .eval: try measurement.evaluationRate()
      case .step: try measurement.trainingRate(images: batch)
      }
    var fields = [
      #""work":"\#(work)""#, #""network":"\#(network)""#, #""batch":\#(batch)"#,
      #""threads":\#(threads)"#, #""images_per_second":\#((rate * 100).rounded() / 100)"#,
    ]
    if memory { fields.append(#""peak_memory_bytes":\#(peakMemory())"#) }
    fields.append(#""onednn":"\#(OneDNN.version)""#)
    fields.append(#""instruction_set":"\#(OneDNN.instructionSet)""#)
    print("{\(fields.joined(separator: ","))}")
  }
}
