import DeepCompression
import Glibc
import Language
import Session
import Testing

@Suite struct EngineErrorsTests {
  private func expect(
    _ diagnostic: Diagnostic, _ message: String, help: String?,
    _ place: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(diagnostic.message == message, sourceLocation: place)
    #expect(diagnostic.help == help, sourceLocation: place)
    #expect(diagnostic.kind == .failure, sourceLocation: place)
    #expect(diagnostic.severity == .error, sourceLocation: place)
    // The session puts it at the words of the command.
    #expect(diagnostic.span == nil, sourceLocation: place)
  }

  @Test func dataSets() {
    expect(
      Diagnostic(DatasetError(path: "d/train", message: "it is empty", remedy: "fetch it")),
      "d/train: it is empty", help: "fetch it")
    expect(
      Diagnostic(DatasetError(path: "d", message: "it is empty", remedy: nil)), "d: it is empty",
      help: nil)
  }

  @Test(arguments: [ENOENT, EACCES, ENOSPC, EISDIR, ENOTDIR, EROFS, EIO])
  func files(code: Int32) throws {
    let error = FileError(path: "out/a.dcz", operation: "write", code: code)
    let diagnostic = Diagnostic(error)
    expect(diagnostic, error.message, help: error.remedy)
    #expect(diagnostic.message.hasPrefix("cannot write out/a.dcz: "))
    #expect(diagnostic.help != nil || code == EIO)
  }

  @Test func damagedFiles() {
    let damage = FormatError(offset: 17, message: "the digest does not agree")
    let message = "a.dcz: the digest does not agree (at byte 17)"
    let help = "the file is damaged or of another kind"
    expect(Diagnostic(damage, path: "a.dcz"), message, help: help)
    expect(Diagnostic(ModelFileError.format(damage), path: "a.dcz"), message, help: help)
  }

  @Test func modelFiles() {
    let file = FileError(path: "a.dcz", operation: "read", code: ENOENT)
    expect(
      Diagnostic(ModelFileError.file(file), path: "a.dcz"),
      "cannot read a.dcz: no such file or directory", help: "check the spelling of the path")
    let contents = CompressionError("is missing", at: "ip1.weight", remedy: "save it again")
    expect(
      Diagnostic(ModelFileError.contents(contents), path: "a.st"),
      "a.st: ip1.weight: is missing", help: "save it again")
  }

  @Test func netFiles() {
    func diagnostic(_ error: NetFileError) -> Diagnostic {
      Diagnostic(error, path: "a.net", prototxt: "a.prototxt")
    }
    let file = FileError(path: "a.net", operation: "read", code: ENOENT)
    expect(
      diagnostic(.file(file)), "cannot read a.net: no such file or directory",
      help: "check the spelling of the path")
    let place = TextPlace(line: 3, column: 7)
    expect(
      diagnostic(.description(CaffeError("is wrong", at: place, layer: "c", type: "Crop"))),
      "a.prototxt:3:7: layer `c` of type Crop: is wrong", help: nil)
    expect(
      diagnostic(.description(CaffeError("the network has no layers"))),
      "a.prototxt: the network has no layers", help: nil)
    expect(
      diagnostic(.format(FormatError(offset: 3, message: "the data ends too early"))),
      "a.net: the data ends too early (at byte 3)",
      help: "the file is damaged, or a.prototxt describes another network")
    expect(
      diagnostic(.contents(CompressionError("is not shared", at: "ip1", remedy: "quantize"))),
      "a.net: ip1: is not shared", help: "quantize")
  }

  @Test func compression() {
    expect(
      Diagnostic(CompressionError("is not finite", at: "ip1", remedy: "train again")),
      "ip1: is not finite", help: "train again")
    expect(Diagnostic(CompressionError("there is no coder")), "there is no coder", help: nil)
  }

  @Test func networks() {
    expect(Diagnostic(NetworkError("has no inputs", at: "ip1")), "ip1: has no inputs", help: nil)
    expect(Diagnostic(NetworkError("there is no network")), "there is no network", help: nil)
  }

  @Test func training() {
    expect(Diagnostic(TrainingError.invalid("does not fit")), "does not fit", help: nil)
    expect(Diagnostic(TrainingError.backend("oneDNN failed")), "oneDNN failed", help: nil)
  }

  @Test func divergedTraining() {
    let help = "a smaller --lr usually helps; the model is what it was before"
    expect(
      Diagnostic(Divergence(epoch: 2, step: 31, layer: nil)),
      "the loss is no number any more, in step 31 of epoch 2", help: help)
    expect(
      Diagnostic(Divergence(epoch: 2, step: 31, layer: "ip1")),
      "the loss is no number any more in ip1, in step 31 of epoch 2", help: help)
  }

  @Test func cancellationIsAnInterruption() {
    let diagnostic = Diagnostic(TrainingError.cancelled)
    #expect(diagnostic == .interrupted)
    #expect(diagnostic.kind == .interruption)
    #expect(diagnostic.kind.exitCode == 130)
  }

  @Test func whoAskedToStopIsToldSo() {
    let file = FileError(path: "a", operation: "write", code: ECANCELED)
    #expect(Diagnostic(file) == .interrupted)
    #expect(Diagnostic(CompressionError.cancelled) == .interrupted)
    #expect(Diagnostic(ModelFileError.file(file), path: "a") == .interrupted)
    #expect(Diagnostic(ModelFileError.contents(.cancelled), path: "a") == .interrupted)
  }
}
