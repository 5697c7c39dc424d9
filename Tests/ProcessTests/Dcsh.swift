import Foundation
import Testing

/// Runs the program that was built beside these tests.
struct Dcsh {
  /// A folder of its own, removed at the end; the programs run in it.
  let folder: Folder

  init() {
    folder = Folder()
  }

  /// Where the program is; nil if it was not built.
  static let path: String? = {
    // The tests run from a bundle that lies where the programs do, or from a program in it.
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    var arguments = CommandLine.arguments.map { URL(fileURLWithPath: $0) }
    arguments.insert(own, at: 0)
    for candidate in arguments {
      let path = candidate.deletingLastPathComponent().appendingPathComponent("dcsh").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    return nil
  }()

  static let missing: Comment = "dcsh is not built: swift build --product dcsh"

  /// What a process did.
  struct Ended {
    /// Its exit code; of a process that a signal killed, minus that signal.
    var code: Int32
    var output: String
    var errors: String

    /// The objects of JSON in its output, one a line; nil if a line is none.
    var objects: [[String: Any]]? {
      let lines = output.split(separator: "\n")
      let objects = lines.compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
      return objects.count == lines.count ? objects : nil
    }

    /// How many errors it told.
    var errorCount: Int { errors.components(separatedBy: "error: ").count - 1 }
  }

  /// Runs `dcsh` to its end.
  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Ended {
    let running = try start(arguments, input: input, environment: environment)
    return running.wait()
  }

  /// Runs a command line of the shell, in which `$DCSH` is the program.
  func shell(_ line: String, environment: [String: String] = [:]) throws -> Ended {
    let running = try start(["-c", line], program: "/bin/sh", environment: environment)
    return running.wait()
  }

  /// Starts `dcsh`, or another program.
  func start(
    _ arguments: [String], program: String? = nil, input: String = "",
    environment: [String: String] = [:]
  ) throws -> Running {
    let dcsh = try #require(Self.path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program ?? dcsh)
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    var variables = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "DCSH_THREADS", "COLUMNS", "XDG_DATA_HOME"] { variables[name] = nil }
    variables["XDG_STATE_HOME"] = folder.url.path
    variables["DCSH"] = dcsh
    process.environment = variables.merging(environment) { $1 }
    // Files, not pipes: nobody has to read while the process runs.
    let id = UUID().uuidString
    let (inputFile, outputFile, errorFile) = ("\(id).in", "\(id).out", "\(id).err")
    process.standardInput = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: folder.write(inputFile, input)))
    process.standardOutput = try FileHandle(
      forWritingTo: URL(fileURLWithPath: folder.write(outputFile, "")))
    process.standardError = try FileHandle(
      forWritingTo: URL(fileURLWithPath: folder.write(errorFile, "")))
    try process.run()
    return Running(
      process: process, output: folder.url.appendingPathComponent(outputFile),
      errors: folder.url.appendingPathComponent(errorFile))
  }

  /// A process that runs.
  struct Running {
    let process: Process
    let output: URL
    let errors: URL

    /// Waits until it has written a text to standard error; gives up when it ends, or after a
    /// minute.
    func waitForError(_ text: String) -> Bool {
      for _ in 0..<3000 {
        if read(errors).contains(text) { return true }
        if !process.isRunning { return read(errors).contains(text) }
        usleep(20_000)
      }
      return false
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    func wait() -> Ended {
      process.waitUntilExit()
      let wasKilled = process.terminationReason == .uncaughtSignal
      return Ended(
        code: wasKilled ? -process.terminationStatus : process.terminationStatus,
        output: read(output), errors: read(errors))
    }

    private func read(_ url: URL) -> String {
      String(decoding: (try? Data(contentsOf: url)) ?? Data(), as: UTF8.self)
    }
  }
}

/// A temporary folder that is removed with its owner.
final class Folder: Sendable {
  let url: URL

  init() {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("dcsh-process-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) -> String {
    let file = url.appendingPathComponent(name)
    try? Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a data set of blank images in IDX files, large enough to train on for a while.
  /// - Returns: the path of its folder.
  func writeImages(_ count: Int = 6_000) -> String {
    let images = url.appendingPathComponent("images")
    try? FileManager.default.createDirectory(at: images, withIntermediateDirectories: true)
    func bigEndian(_ number: Int) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    for (part, count) in [("train", count), ("t10k", 100)] {
      let pixels = [UInt8](repeating: 9, count: count * 784)
      let labels = (0..<count).map { UInt8($0 % 10) }
      write(
        "images/\(part)-images-idx3-ubyte",
        [0, 0, 8, 3] + bigEndian(count) + bigEndian(28) + bigEndian(28) + pixels)
      write("images/\(part)-labels-idx1-ubyte", [0, 0, 8, 1] + bigEndian(count) + labels)
    }
    return images.path
  }
}
