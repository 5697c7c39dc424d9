/// Something that a safetensors file cannot hold.
public enum SafetensorsError: Error, Equatable, Sendable {
  /// Two arrays have the same name.
  case duplicateName(String)
  /// An array has the name under which the format keeps its texts.
  case reservedName(String)
  /// The bytes of an array are not as many as its shape and element type ask for; `nil` if no number
  /// of bytes would do.
  case wrongByteCount(name: String, expected: Int?, found: Int)

  /// What is wrong, in one line.
  public var message: String {
    switch self {
    case .duplicateName(let name):
      "two tensors are called '\(name)'; give one of them another name"
    case .reservedName(let name):
      "a tensor cannot be called '\(name)' in a safetensors file; give it another name"
    case .wrongByteCount(let name, let expected?, let found):
      "tensor '\(name)' has \(found) bytes where its shape asks for \(expected)"
    case .wrongByteCount(let name, nil, _):
      "tensor '\(name)' has an impossible shape"
    }
  }
}
