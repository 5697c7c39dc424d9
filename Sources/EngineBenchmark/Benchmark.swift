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
  /// Coding and decoding a drawn layer of 4096 × 4096 weights.
  case code
  /// Writing a drawn and compressed AlexNet to a file.
  case write
  /// Reading such a file to a float32 model.
  case read
}

extension InstructionSet: ExpressibleByArgument {}
extension CoderSelection: ExpressibleByArgument {}

/// The command line of `dcsh-bench`.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dcsh-bench",
    abstract: "Measure the engine's speed; scripts/bench.sh runs it.",
    discussion: """
      Prints one JSON object: the work, images_per_second or what else is measured, with --memory \
      peak_memory_bytes, and what computed it. Weights and images are drawn; a first part of the run \
      does not count.
      """)

  @Option(
    help: """
      What to measure: train, eval, step (training on one minibatch), code (a drawn layer), write \
      and read (a drawn AlexNet, by --file).
      """)
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

  @Option(help: "Which coders are tried: best, adaptive, rans or huffman.")
  var coder = CoderSelection.best

  @Option(
    help: "The .dcz file of write and read; for code, where to put the layer's codes as int32.")
  var file: String?

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
    OneDNN.limit(to: isa)
    var fields = [#""work":"\#(work)""#, #""threads":\#(threads)"#]
    switch work {
    case .train, .eval, .step: fields += try speedFields()
    case .code, .write, .read: fields += try codingFields()
    }
    if memory { fields.append(#""peak_memory_bytes":\#(peakMemory())"#) }
    fields.append(#""onednn":"\#(OneDNN.version)""#)
    fields.append(#""instruction_set":"\#(OneDNN.instructionSet)""#)
    print("{\(fields.joined(separator: ","))}")
  }

  /// Training and evaluation.
  private func speedFields() throws -> [String] {
    guard let entry = Zoo.entry(named: network) else { return [] }
    var random = RandomSource(seed: 1)
    let graph = try entry.graph()
    let measurement = Measurement(
      model: Model(name: network, graph: graph, drawnFrom: &random), batch: batch,
      optimizer: optimizer, seconds: seconds, threads: threads)
    let rate =
      switch work {
      case .eval: try measurement.evaluationRate()
      case .step: try measurement.trainingRate(images: batch)
      default: try measurement.trainingRate(images: Self.images(graph.inputShape))
      }
    return [
      #""network":"\#(network)""#, #""batch":\#(batch)"#,
      #""images_per_second":\#((rate * 100).rounded() / 100)"#,
    ]
  }

  /// Coding and files.
  private func codingFields() throws -> [String] {
    let measurement = CodingMeasurement(coder: coder, threads: threads, seconds: seconds)
    if work == .code {
      let layer = try CodingMeasurement.layer()
      if let file { try CodingMeasurement.writeCodes(of: layer, to: file) }
      let result = try measurement.measure(layer)
      return [
        #""coder":"\#(coder.rawValue)""#, #""file_bytes":\#(result.fileBytes)"#,
        #""stream_bytes":\#(result.streamBytes)"#,
        #""entropy_bytes":\#(Int(result.entropyBytes.rounded()))"#,
        #""encode_weights_per_second":\#(Int(result.encodeRate))"#,
        #""decode_weights_per_second":\#(Int(result.decodeRate))"#,
      ]
    }
    guard let file else { throw ValidationError("--work \(work) needs --file") }
    if work == .write {
      let options = EncodingOptions(coder: coder, threads: threads, measuresXZ: false)
      let bytes = try CodingMeasurement.alexNet().encoded(options).bytes
      try writeFileAtomically(bytes, to: file)
      return [#""file_bytes":\#(bytes.count)"#]
    }
    let clock = ContinuousClock()
    let start = clock.now
    let (model, bytes) = try ModelFile.readModel(file, threads: threads)
    let elapsed = (clock.now - start) / .seconds(1)
    return [
      #""file_bytes":\#(bytes)"#, #""float32_bytes":\#(model.float32Bytes)"#,
      #""seconds":\#((elapsed * 1e4).rounded() / 1e4)"#,
    ]
  }
}
