import DeepCompression
import Language

/// Which entropy coders are tried, by name.
enum CoderChoice: String, ArgumentEnum {
  case best
  case adaptive
  case rans
  case huffman

  var selection: CoderSelection {
    switch self {
    case .best: .best
    case .adaptive: .adaptive
    case .rans: .rans
    case .huffman: .huffman
    }
  }
}

/// How shared weights are stored, by name.
enum CodebookChoice: String, ArgumentEnum {
  case exact
  case float16
  case fitted

  var precision: CodebookPrecision {
    switch self {
    case .exact: .exact
    case .float16: .float16
    case .fitted: .fitted
    }
  }
}

/// How biases and other plain parameters are stored, by name.
enum BiasChoice: String, ArgumentEnum {
  case float32
  case float16
  case eightBits = "8bit"

  var precision: PlainPrecision {
    switch self {
    case .float32: .float32
    case .float16: .float16
    case .eightBits: .eightBits
    }
  }
}
