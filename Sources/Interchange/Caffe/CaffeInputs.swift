import Networks
import Tensors

/// What enters a network: the shape of an example under each blob's name.
struct CaffeInputs {
  /// A blob that is not computed.
  struct Blob {
    let name: String
    /// Extents of one example; nil for labels, which no layer computes with.
    let shape: Shape?
  }

  private(set) var blobs: [Blob] = []
  /// What is said about the data and not done, one sentence each.
  private(set) var notes: [String] = []

  /// The inputs that the network itself names, with `input_shape` or four `input_dim` for each.
  init(_ network: PrototxtMessage) throws(CaffeError) {
    let names = try CaffeLayer.texts(network["input"], "the name of an input")
    let place = network["input"].first?.place
    var shapes: [[Int]] = []
    for field in network["input_shape"] {
      guard case .message(let shape) = field.value else {
        throw CaffeError("`input_shape` is a message", at: field.place)
      }
      shapes.append(try CaffeInputs.numbers(shape["dim"]))
    }
    if shapes.isEmpty {
      let all = try CaffeInputs.numbers(network["input_dim"])
      guard all.count == 4 * names.count else {
        throw CaffeError(
          "\(names.count) inputs need \(4 * names.count) times `input_dim`, not \(all.count)",
          at: place)
      }
      shapes = names.indices.map { Array(all[(4 * $0)..<(4 * $0 + 4)]) }
    }
    guard shapes.count == names.count else {
      throw CaffeError(
        "\(names.count) inputs cannot have \(shapes.count) times `input_shape`", at: place)
    }
    for (name, shape) in zip(names, shapes) {
      blobs.append(Blob(name: name, shape: try CaffeInputs.example(shape, at: place)))
    }
  }

  /// The blobs of a layer that brings data in.
  mutating func add(_ layer: CaffeLayer) throws(CaffeError) {
    let transform = try layer.parameters("transform_param").message
    let ignored = ["scale", "mean_value", "mean_file"].filter { !transform[$0].isEmpty }
    if !ignored.isEmpty {
      notes.append("\(layer.name): \(ignored.joined(separator: " and ")) is not done to the data")
    }
    let shapes: [[Int]]
    switch layer.type {
    case "Input": shapes = try CaffeInputs.shapes(layer.parameters("input_param"))
    case "DummyData": shapes = try CaffeInputs.shapes(layer.parameters("dummy_data_param"))
    case "MemoryData":
      let parameters = try layer.parameters("memory_data_param")
      guard let channels = try parameters.integer("channels"),
        let height = try parameters.integer("height"), let width = try parameters.integer("width")
      else { throw layer.error("does not say the extents of its images") }
      shapes = [[1, channels, height, width], [1]]
    default: shapes = [try CaffeInputs.images(of: layer), [1]]
    }
    guard !layer.tops.isEmpty, shapes.count == 1 || shapes.count >= layer.tops.count else {
      throw layer.error("gives \(layer.tops.count) blobs, but \(shapes.count) shapes for them")
    }
    for (index, top) in layer.tops.enumerated() {
      let dimensions = shapes.count == 1 ? shapes[0] : shapes[index]
      do {
        blobs.append(Blob(name: top, shape: try CaffeInputs.example(dimensions, at: layer.place)))
      } catch {
        throw layer.error(error.message)
      }
    }
  }

  private static func shapes(_ parameters: CaffeParameters) throws(CaffeError) -> [[Int]] {
    var shapes: [[Int]] = []
    for field in parameters.message["shape"] {
      guard case .message(let shape) = field.value else {
        throw parameters.layer.error("`shape` is a message", at: field.place)
      }
      shapes.append(try CaffeParameters(layer: parameters.layer, message: shape).integers("dim"))
    }
    return shapes
  }

  /// Images from a database are as large as what is cut out of them; they are in colour, unless they
  /// are said to be grey.
  private static func images(of layer: CaffeLayer) throws(CaffeError) -> [Int] {
    let transform = try layer.parameters("transform_param")
    let channels = try transform.flag("force_gray") == true ? 1 : 3
    if let side = try transform.integer("crop_size"), side > 0 { return [1, channels, side, side] }
    let files = try layer.parameters("image_data_param")
    if let height = try files.integer("new_height"), let width = try files.integer("new_width"),
      height > 0, width > 0
    {
      return [1, channels, height, width]
    }
    throw layer.error("does not say how large its images are: give the network an `input`")
  }

  private static func numbers(_ fields: [PrototxtField]) throws(CaffeError) -> [Int] {
    var numbers: [Int] = []
    for field in fields {
      guard let number = field.value.integer, (0...CaffeParameters.largest).contains(number) else {
        throw CaffeError("an extent is a whole number", at: field.place)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The shape of one example: all extents but the first, which is the batch's.
  private static func example(
    _ dimensions: [Int], at place: TextPlace?
  ) throws(CaffeError) -> Shape? {
    guard dimensions.count > 1 else { return nil }
    do throws(ShapeError) {
      let shape = try Shape(Array(dimensions.dropFirst()))
      guard shape.count <= Graph.largestResult else {
        throw ShapeError("an input of \(shape) is too large")
      }
      return shape
    } catch {
      throw CaffeError(error.message, at: place)
    }
  }
}
