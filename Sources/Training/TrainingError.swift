import Networks

/// Why a training or an evaluation did not end as asked.
public enum TrainingError: Error, Equatable, Sendable {
  /// Model and data do not fit, or an option is out of range; a sentence that says which.
  case invalid(String)
  /// oneDNN refused something; its own name for the reason.
  case backend(String)
  /// The caller asked to stop.
  case cancelled

  init(_ error: NetworkError) { self = .invalid(error.text) }
}
