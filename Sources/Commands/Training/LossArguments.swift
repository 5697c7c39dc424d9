import DeepCompression
import Language
import Session

/// What the network's answers are compared with.
struct LossArguments: Sendable, Equatable {
  var smoothing: Fraction = 0.0
  var teacher: InputFile?
  var temperature: Double?
  var teacherWeight: Fraction?

  /// Options of a teacher without one.
  var mistakes: [ArgumentMistake] {
    guard teacher == nil else { return [] }
    let given =
      (temperature == nil ? [] : ["temperature"])
      + (teacherWeight == nil ? [] : ["teacher-weight"])
    return given.map { .inapplicable($0, to: "--teacher", by: "teacher") }
  }

  /// The loss.
  var loss: LossOptions {
    var distillation: Distillation?
    if teacher != nil {
      let usual = Distillation()
      distillation = Distillation(
        temperature: temperature ?? usual.temperature,
        weight: teacherWeight?.value ?? usual.weight)
    }
    return LossOptions(labelSmoothing: smoothing.value, distillation: distillation)
  }

  /// The model in the teacher's file, if there is a teacher.
  /// - Throws: `Diagnostic` if the file cannot be read.
  func teacherModel(in session: Session) throws(Diagnostic) -> Model? {
    guard let teacher else { return nil }
    return try ModelFile.contents(of: teacher.path, in: session).compressed.model
  }
}

extension TrainingCommand {
  /// The options of `LossArguments`.
  static var lossParameters: [Parameter<Self>] {
    [
      .option(
        \.training.loss.smoothing, "smoothing",
        "share of the target that is spread evenly over all classes", in: 0.0..<1.0),
      .option(
        \.training.loss.teacher, "teacher",
        "a .safetensors or .dcz file with a network whose answers are learned too"),
      .option(
        \.training.loss.temperature, "temperature",
        "what softens the answers of both networks before they are compared; 4 if not given",
        in: Distillation.temperatures),
      .option(
        \.training.loss.teacherWeight, "teacher-weight",
        "share of the teacher in the loss; 70% if not given"),
    ]
  }
}
