import DeepCompression
import Language

// The one place where errors of the engine become diagnostics.

extension Diagnostic {
  /// A data set that could not be loaded.
  public init(_ error: DatasetError) {
    self.init("\(error.path): \(error.message)", help: error.remedy)
  }

  /// A file that could not be read or written.
  public init(_ error: FileError) {
    self.init(error.message, help: error.remedy)
  }

  /// A file with contents that break its format.
  public init(_ error: FormatError, path: String) {
    self.init(
      "\(path): \(error.message) (at byte \(error.offset))",
      help: "the file is damaged or of another kind")
  }

  /// A model file that cannot be read or written.
  public init(_ error: ModelFileError, path: String) {
    switch error {
    case .file(let error): self.init(error)
    case .format(let error): self.init(error, path: path)
    case .contents(let error):
      self.init(error)
      message = "\(path): \(message)"
    }
  }

  /// A `.net` file that cannot be read, with the description of its network.
  public init(_ error: NetFileError, path: String, prototxt: String) {
    switch error {
    case .file(let error): self.init(error)
    case .description(let error):
      // A place follows the file's name as in a compiler's messages.
      self.init("\(prototxt):\(error.place == nil ? " " : "")\(error.text)")
    case .format(let error):
      self.init(error, path: path)
      help = "the file is damaged, or \(prototxt) describes another network"
    case .contents(let error):
      self.init(error)
      message = "\(path): \(message)"
    }
  }

  /// A step of compression that cannot be done.
  public init(_ error: CompressionError) {
    guard error != .cancelled else {
      self = .interrupted
      return
    }
    self.init(
      error.place.map { "\($0): \(error.message)" } ?? error.message, help: error.remedy)
  }

  /// A network that cannot be built.
  public init(_ error: NetworkError) {
    self.init(error.text)
  }

  /// A training or an evaluation that did not end as asked.
  public init(_ error: TrainingError) {
    switch error {
    case .invalid(let message): self.init(message)
    case .backend(let message): self.init(message)
    case .cancelled: self = .interrupted
    }
  }

  /// A training whose numbers stopped being numbers.
  public init(_ divergence: Divergence) {
    let place = divergence.layer.map { " in \($0)" } ?? ""
    self.init(
      "the loss is no number any more\(place), in step \(divergence.step) of epoch "
        + "\(divergence.epoch)",
      help: "a smaller --lr usually helps; the model is what it was before")
  }

  /// The user stopped the command.
  public static let interrupted = Diagnostic(
    "interrupted; the session is what it was before", kind: .interruption)
}
