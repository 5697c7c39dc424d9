import Bytes

/// The numbers of the `.dcz` format; FORMAT.md says what they mean.
enum Container {
  static let signature = Array("DCZ".utf8)
  static let version: UInt8 = 1
  static let endOfSections: UInt8 = 0
  static let digestBytes = 16
  /// The float32 size of all parameters is at most so many times the size of the file.
  static let largestExpansion = 65_536
  /// Bound of every number that is read before it is known what it counts.
  static let largestNumber = (1 << 48) - 1
  /// Kinds from here on may be skipped by those who do not know them.
  static let firstOptionalKind: UInt8 = 128
}

/// Sections of a `.dcz` file.
enum SectionKind: UInt8 {
  case network = 1
  case codedWeight = 2
  case plainParameters = 3
  case codedLayer = 4
  case compactNetwork = 5
  case provenance = 128
}

/// The form bits of a coded weight.
struct WeightForm: OptionSet {
  let rawValue: UInt8
  static let pruned = WeightForm(rawValue: 1)
  static let shared = WeightForm(rawValue: 2)
  static let known: WeightForm = [.pruned, .shared]
}
