import DeepCompression
import Language

/// A part of a data set, by name.
enum SplitChoice: String, ArgumentEnum {
  case train
  case validation
  case test

  func split(of dataset: Dataset) -> Split {
    switch self {
    case .train: dataset.train
    case .validation: dataset.validation
    case .test: dataset.test
    }
  }
}
