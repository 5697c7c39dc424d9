import Networks
import Tensors

/// A layer as a network description has it.
struct CaffeLayer {
  /// Its name, or its number if it has none.
  let name: String
  /// What it does, by the newer name, such as `Convolution`.
  let type: String
  /// The type as the file has it.
  let writtenType: String
  /// The names of the blobs that it takes.
  let bottoms: [String]
  /// The names of the blobs that it gives.
  let tops: [String]
  /// All of its fields.
  let message: PrototxtMessage
  /// Where it begins.
  let place: TextPlace

  /// The layer of a field `layer` or, in the old form, `layers`.
  /// - Parameter number: its number in the file, from 1.
  init(_ field: PrototxtField, number: Int) throws(CaffeError) {
    guard case .message(let message) = field.value else {
      throw CaffeError("a layer is a message", at: field.place)
    }
    self.message = message
    place = field.place
    let given = try CaffeLayer.texts(message["name"], "the name of a layer")
    name = given.last ?? "layer\(number)"
    guard let type = message["type"].last else {
      throw CaffeError("has no type", at: field.place, layer: name)
    }
    switch type.value {
    case .string:
      writtenType = type.value.text ?? ""
      self.type = writtenType
    case .word(let word):
      writtenType = word
      self.type = CaffeLayerType.newer[word] ?? word
    case .number(let text):
      writtenType = text
      self.type = text
    case .message:
      throw CaffeError("the type of a layer is a name", at: type.place, layer: name)
    }
    bottoms = try CaffeLayer.texts(message["bottom"], "the name of a blob")
    tops = try CaffeLayer.texts(message["top"], "the name of a blob")
  }

  static func texts(
    _ fields: [PrototxtField], _ what: String
  ) throws(CaffeError) -> [String] {
    var texts: [String] = []
    for field in fields {
      guard let text = field.value.text else {
        throw CaffeError("\(what) is a string", at: field.place)
      }
      texts.append(text)
    }
    return texts
  }

  /// An error that names the layer.
  func error(_ message: String, at place: TextPlace? = nil) -> CaffeError {
    CaffeError(message, at: place ?? self.place, layer: name, type: writtenType)
  }

  /// What a closure makes, with its errors put at the layer.
  func placing<T>(_ make: @autoclosure () throws(NetworkError) -> T) throws(CaffeError) -> T {
    do {
      return try make()
    } catch {
      throw self.error(error.text)
    }
  }

  /// A shape, with an error put at the layer.
  func shape(_ dimensions: [Int]) throws(CaffeError) -> Shape {
    do {
      return try Shape(dimensions)
    } catch {
      throw self.error(error.message)
    }
  }

  /// The parameters of the layer in a message such as `convolution_param`; none are all defaults.
  func parameters(_ name: String) throws(CaffeError) -> CaffeParameters {
    var all = PrototxtMessage()
    // Protobuf merges messages that are given several times.
    for field in message[name] {
      guard case .message(let message) = field.value else {
        throw error("`\(name)` is a message", at: field.place)
      }
      all.fields += message.fields
    }
    return CaffeParameters(layer: self, message: all)
  }
}

/// Parameters of a layer, with errors that name it.
struct CaffeParameters {
  let layer: CaffeLayer
  let message: PrototxtMessage

  /// The largest whole number that a description can hold.
  static let largest = Int(Int32.max)

  private func last<T>(
    _ name: String, _ what: String, _ value: (PrototxtValue) -> T?
  ) throws(CaffeError) -> T? {
    // Of a field that is given several times, the last counts.
    guard let field = message[name].last else { return nil }
    guard let value = value(field.value) else {
      throw layer.error("`\(name)` is \(what)", at: field.place)
    }
    return value
  }

  /// A whole number, if it is given.
  func integer(
    _ name: String, in range: ClosedRange<Int> = 0...largest
  ) throws(CaffeError) -> Int? {
    try last(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      $0.integer.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A finite number, if it is given.
  func float(_ name: String) throws(CaffeError) -> Float? {
    try last(name, "a finite number") { $0.float.flatMap { $0.isFinite ? $0 : nil } }
  }

  /// A truth, if it is given.
  func flag(_ name: String) throws(CaffeError) -> Bool? {
    try last(name, "`true` or `false`") { $0.flag }
  }

  /// One of several words, by its place among them; the number of the place means the same.
  func choice(_ name: String, of words: [String]) throws(CaffeError) -> Int? {
    try last(name, "one of \(words.joined(separator: ", "))") { value in
      if case .word(let word) = value { return words.firstIndex(of: word) }
      return value.integer.flatMap { words.indices.contains($0) ? $0 : nil }
    }
  }

  /// All whole numbers of a repeated field.
  func integers(
    _ name: String, in range: ClosedRange<Int> = 0...largest
  ) throws(CaffeError) -> [Int] {
    var numbers: [Int] = []
    for field in message[name] {
      guard let number = field.value.integer, range.contains(number) else {
        throw layer.error(
          "`\(name)` is a whole number from \(range.lowerBound) to \(range.upperBound)",
          at: field.place)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// All finite numbers of a repeated field.
  func floats(_ name: String) throws(CaffeError) -> [Float] {
    var numbers: [Float] = []
    for field in message[name] {
      guard let number = field.value.float, number.isFinite else {
        throw layer.error("`\(name)` is a finite number", at: field.place)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// A message inside, if it is given.
  func inner(_ name: String) throws(CaffeError) -> CaffeParameters? {
    guard let field = message[name].last else { return nil }
    guard case .message(let message) = field.value else {
      throw layer.error("`\(name)` is a message", at: field.place)
    }
    return CaffeParameters(layer: layer, message: message)
  }
}
