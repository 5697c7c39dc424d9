import Foundation
import Session
import Terminal

/// A temporary folder with files in the place of the standard streams.
final class Stage {
  let folder: URL
  private let descriptors: [Int32]

  init(input: String = "") {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("dcsh-terminal-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let folder = folder
    try? input.write(to: folder.appendingPathComponent("in"), atomically: false, encoding: .utf8)
    descriptors = ["in", "out", "err"].map {
      open(folder.appendingPathComponent($0).path, O_RDWR | O_CREAT | O_APPEND, 0o600)
    }
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
    try? FileManager.default.removeItem(at: folder)
  }

  var input: Int32 { descriptors[0] }
  var error: Int32 { descriptors[2] }

  /// What was written to standard output so far.
  var output: String { text("out") }
  /// What was written to standard error so far.
  var errors: String { text("err") }

  private func text(_ name: String) -> String {
    (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
  }

  /// The environment: a state folder in here, and a terminal of this kind.
  func environment(_ variables: [String: String] = [:]) -> Environment {
    Environment(["XDG_STATE_HOME": folder.path, "TERM": "xterm"].merging(variables) { $1 })
  }

  var console: Console {
    Console(
      input: descriptors[0], output: descriptors[1], error: descriptors[2],
      environment: environment())
  }

  /// A shell of the toy commands on these streams.
  func shell(_ options: ShellOptions = ShellOptions()) -> Shell {
    Shell(catalog: toyCatalog, options: options, console: console)
  }

  /// The objects that were printed on standard output, one a line.
  var objects: [[String: Any]] {
    output.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  /// Writes a file and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) -> String {
    let url = folder.appendingPathComponent(name)
    try? Data(bytes).write(to: url)
    return url.path
  }

  func file(_ name: String, _ text: String) -> String { file(name, Array(text.utf8)) }
}
