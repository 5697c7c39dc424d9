import DeepCompression
import Foundation
import SyntheticData
import Testing

@Suite struct NetFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Caffe's description of `model`.
  private let prototxt = """
    name: "small"
    input: "data" input_dim: 1 input_dim: 1 input_dim: 6 input_dim: 6
    layer { name: "conv1" type: "Convolution" bottom: "data" top: "conv1"
      convolution_param { num_output: 3 kernel_size: 3 } }
    layer { name: "relu1" type: "ReLU" bottom: "conv1" top: "conv1" }
    layer { name: "ip1" type: "InnerProduct" bottom: "conv1" top: "ip1"
      inner_product_param { num_output: 4 } }
    layer { name: "prob" type: "Softmax" bottom: "ip1" top: "prob" }
    """

  private func graph() throws -> Graph {
    var graph = Graph(inputShape: try Shape([1, 6, 6]))
    try graph.add("conv1", Convolution(inputs: 1, outputs: 3, kernel: 3))
    try graph.add("relu1", ReLU())
    try graph.add("ip1/flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 48, outputs: 4))
    return graph
  }

  private func model(_ graph: Graph? = nil) throws -> CompressedModel {
    var random = RandomSource(seed: 3)
    return CompressedModel(
      Model(name: "small", graph: try graph ?? self.graph(), drawnFrom: &random))
  }

  private func squeezed() throws -> CompressedModel {
    var model = try model()
    var random = RandomSource(seed: 4)
    _ = try model.prune(keep: ["conv1": 0.5, "ip1": 0.1])
    _ = try model.quantize(
      bits: ["conv1": 3, "ip1": 2], initialization: .linear, random: &random)
    return model
  }

  private func read(_ bytes: [UInt8]) throws -> NetFile.Contents {
    try NetFile.read(bytes, prototxt: Array(prototxt.utf8))
  }

  private func failure(_ model: CompressedModel) -> String {
    do throws(NetFileError) {
      _ = try NetFile.serialized(model)
      return "none"
    } catch {
      guard case .contents(let error) = error else { return "\(error)" }
      return "\(error.place ?? "-"): \(error.message)"
    }
  }

  @Test func modelSurvivesBitForBit() throws {
    let model = try squeezed()
    let path = folder.path("a.net")
    let bytes = try NetFile.write(model, to: path)
    try folder.write("a.prototxt", Array(prototxt.utf8))
    let contents = try NetFile.read(path, prototxt: folder.path("a.prototxt"))
    #expect(try folder.bytes("a.net").count == bytes && contents.bytes == bytes)
    let read = contents.compressed
    #expect(read.model.name == "small")
    #expect(GraphText.lines(read.model.graph) == GraphText.lines(try graph()))
    #expect(read.masks == model.masks)
    for (name, tensor) in model.model.parameters {
      #expect(try read.model.parameter(name).isBitIdentical(to: tensor))
    }
    #expect(read.violations.isEmpty)
    #expect(contents.notes == ["prob: the softmax at the end is left out"])
    #expect(contents.entries - contents.fillers == 14 + 19)
    // What the file keeps of shared weights that nobody uses stays, too.
    #expect(read.codebooks["conv1.weight"]?.centroids.count == 256)
    #expect(read.codebooks["ip1.weight"]?.bits == 4)
    #expect(try NetFile.serialized(read) == folder.bytes("a.net"))
  }

  /// Without pruned weights no code is taken for 0.
  @Test func modelThatIsNotPruned() throws {
    var model = try model()
    var random = RandomSource(seed: 4)
    _ = try model.quantize(
      bits: ["conv1": 4, "ip1": 3], initialization: .linear, random: &random)
    let read = try read(try NetFile.serialized(model)).compressed
    for (name, tensor) in model.model.parameters {
      #expect(try read.model.parameter(name).isBitIdentical(to: tensor))
    }
    #expect(read.masks["ip1.weight"]?.keptCount == 192)
  }

  /// Zeros that are stored, which no filler needs to be, and zeros among the shared weights.
  @Test func storedZerosAreKept() throws {
    let layouts = try SongHanLayout.layouts(of: try graph())
    let bytes = try SongHanFile(layers: [
      SongHanLayer(
        layout: layouts[0], codebook: [0, 1, 0], bias: [1, 2, 3],
        members: [(1, 0), (2, 2), (26, 0)].map { .init(position: $0, code: $1) }),
      SongHanLayer(
        layout: layouts[1], codebook: [0, -1], bias: [1, 2, 3, 4],
        members: [(0, 1), (5, 0), (191, 1)].map { .init(position: $0, code: $1) }),
    ]).serialized()
    let model = try read(bytes).compressed
    #expect(model.masks["conv1.weight"]?.kept.positions == [1, 2, 26])
    #expect(model.masks["ip1.weight"]?.kept.positions == [0, 5, 191])
    #expect(try model.model.parameter("conv1.weight").nonzeroCount == 0)
    #expect(try model.model.parameter("ip1.weight").nonzeroCount == 2)
    #expect(try NetFile.serialized(model) == bytes)
    // It can be coded like any other model.
    let coded = try CompressedModel(decoding: try model.encoded().bytes)
    #expect(try NetFile.serialized(coded) == bytes)
  }

  @Test func damagedFilesAreRefused() throws {
    let bytes = try NetFile.serialized(try squeezed())
    for count in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: NetFileError.self) { try read(Array(bytes[..<count])) }
    }
    func kind(_ read: () throws -> NetFile.Contents) -> String {
      do {
        _ = try read()
        return "none"
      } catch NetFileError.file(let error) {
        return "file \(error.path)"
      } catch NetFileError.description(let error) {
        return "description \(error.text)"
      } catch NetFileError.format(let error) {
        return "format \(error.message)"
      } catch NetFileError.contents(let error) {
        return "contents \(error.place ?? "-"): \(error.message)"
      } catch {
        return "\(error)"
      }
    }
    #expect(kind { try read(bytes + [0]) } == "format 1 bytes too many after the last layer")
    #expect(
      kind { try NetFile.read(bytes, prototxt: Array("name: 3".utf8)) }
        == "description 1:7: the name of the network is a string")
    let renamed = prototxt.replacing("\"ip1\" type", with: "\"last\" type")
    #expect(
      kind { try NetFile.read(bytes, prototxt: Array(renamed.utf8)) }
        == "contents last: a .net file only has layers whose name contains conv, fc or ip")
    #expect(kind { try NetFile.read("none", prototxt: "none") } == "file none")
  }

  // What the format cannot store

  @Test func modelsThatDoNotFitNameTheLayer() throws {
    #expect(
      failure(try model())
        == "conv1: its weights are not shared, and a .net file has shared weights only")
    var random = RandomSource(seed: 4)
    var large = try squeezed()
    _ = try large.prune(keep: ["ip1": 0.6])
    large = try model()
    _ = try large.quantize(bits: ["conv1": 2, "ip1": 5], initialization: .linear, random: &random)
    #expect(
      failure(large)
        == "ip1: 32 shared weights are too many: a .net file holds 15 beside 0 in a layer of this "
        + "name")
    var named = Graph(inputShape: try Shape([4]))
    try named.add("last", Dense(inputs: 4, outputs: 2))
    #expect(
      failure(try model(named))
        == "last: a .net file only has layers whose name contains conv, fc or ip")
    var normalised = try graph()
    try normalised.add("bn", BatchNorm(channels: 4))
    #expect(failure(try model(normalised)).hasPrefix("bn: a .net file has a weight and a bias"))
  }

  @Test func fileThatCannotBeWrittenIsTold() throws {
    #expect(throws: NetFileError.self) { try NetFile.write(try squeezed(), to: folder.path) }
  }

  // The author's own file

  @Test(.enabled(if: PublishedFiles.squeezeNet != nil, "shared/data/squeezenet is missing"))
  func publishedSqueezeNetIsReadAndWrittenByteForByte() throws {
    let files = try #require(PublishedFiles.squeezeNet)
    let contents = try NetFile.read(files.net, prototxt: files.prototxt)
    let compressed = contents.compressed
    #expect(compressed.model.name == "FireNet")
    #expect(compressed.codebooks.count == 26 && compressed.masks.count == 26)
    #expect(compressed.weightCount == 1_244_448)
    #expect(contents.entries == 422_083)
    #expect(contents.fillers == 6_162)
    #expect(compressed.keptCount == 422_083 - 6_162)
    #expect(contents.bytes == 675_763)
    #expect(compressed.violations.isEmpty && contents.notes.isEmpty)
    #expect(try NetFile.serialized(compressed) == readFile(files.net))
  }

  /// The zoo's network is the same one, but for names and the vector at its end.
  @Test(.enabled(if: PublishedFiles.squeezeNet != nil, "shared/data/squeezenet is missing"))
  func publishedSqueezeNetIsTheOneOfTheZoo() throws {
    let files = try #require(PublishedFiles.squeezeNet)
    let network = try CaffeNetwork(prototxt: try readFile(files.prototxt))
    let zoo = try #require(Zoo.entry(named: "squeezenet-1.0")).graph()
    #expect(network.graph.inputShape == zoo.inputShape)
    let nodes = zoo.nodes.dropLast()
    #expect(network.graph.nodes.count == nodes.count)
    for (node, other) in zip(network.graph.nodes, nodes) {
      #expect(node.outputShape == other.outputShape, "\(node.name)")
      #expect(node.inputs == other.inputs, "\(node.name)")
      #expect(
        node.operation.attributes == other.operation.attributes
          && type(of: node.operation).kind == type(of: other.operation).kind, "\(node.name)")
    }
    #expect(network.graph.nodes.contains { $0.name == "fire2/conv1x1_1" })
  }

  /// A drawn image, as no real one is at hand: the pixels are what Caffe's would be, 0 … 255 less the
  /// mean of each channel.
  @Test(.enabled(if: PublishedFiles.squeezeNet != nil, "shared/data/squeezenet is missing"))
  func publishedSqueezeNetAnswers() throws {
    let files = try #require(PublishedFiles.squeezeNet)
    let model = try NetFile.read(files.net, prototxt: files.prototxt).compressed.model
    #expect(model.graph.outputShape.dimensions == [1000, 1, 1])
    let report = try Evaluator(model.graph, threads: 2).evaluate(model, on: DrawnImage(side: 227))
    #expect(report.count == 1 && report.loss.isFinite)
  }

  /// The slow and obvious way takes too long for large images; the mean at the end takes any.
  @Test(.enabled(if: PublishedFiles.squeezeNet != nil, "shared/data/squeezenet is missing"))
  func publishedSqueezeNetGivesTheSameAnswerTheSlowWay() throws {
    let files = try #require(PublishedFiles.squeezeNet)
    let text = String(decoding: try readFile(files.prototxt), as: UTF8.self)
    let small = Array(text.replacing("input_dim: 227", with: "input_dim: 47").utf8)
    let model = try NetFile.read(try readFile(files.net), prototxt: small).compressed.model
    let image = DrawnImage(side: 47)
    let answer = try Evaluator(model.graph, threads: 2).predict(model, on: image)
    let input = Tensor(shape: try image.exampleShape.batched(1)) { image.fill($0) }
    let output = try ReferenceExecutor(model.graph).output(input, parameters: model.parameters)
    #expect(output.shape.dimensions == [1, 1000, 1, 1])
    #expect(output.nonFiniteCount == 0 && output.nonzeroCount > 100)
    let best = output.values.indices.max { output[$0] < output[$1] }
    #expect(Int(answer.predictions.classes[0]) == best)
    let powers = output.values.map { exp(Double($0)) }
    let loss = log(powers.reduce(0, +)) - Double(output[0])
    #expect(abs(answer.report.loss - loss) < 1e-4 * abs(loss))
  }
}

/// An image of random pixels, of class 0.
private struct DrawnImage: ExampleSource {
  let exampleShape: Shape
  let classes = 1000
  let count = 1

  init(side: Int) { exampleShape = (try? Shape([3, side, side])) ?? .scalar }

  func fill(_ values: UnsafeMutableBufferPointer<Float>) {
    var random = RandomSource(seed: 1)
    let means: [Float] = [104, 117, 123]
    let pixels = values.count / 3
    for index in values.indices { values[index] = random.uniform() * 255 - means[index / pixels] }
  }

  func copy(
    _ indices: UnsafeBufferPointer<Int32>, values: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>
  ) {
    fill(UnsafeMutableBufferPointer(rebasing: values[..<exampleShape.count]))
    labels[0] = 0
  }
}
