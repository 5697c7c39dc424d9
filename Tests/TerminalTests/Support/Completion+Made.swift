import Language
import Session

extension Completion {
  /// A completion with these contents; only the completer of the language makes them itself.
  static func made(
    _ range: Range<Int>, _ candidates: [Candidate] = [], wantsFiles: Bool = false
  ) -> Completion {
    var completion = Completer.complete(line: "", cursor: 0, registry: toyCatalog.registry)
    completion.range = range
    completion.candidates = candidates
    completion.wantsFiles = wantsFiles
    return completion
  }
}
