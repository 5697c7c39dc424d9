import Glibc

/// Where a shell reads and writes.
public struct Console: Sendable {
  /// The file descriptor that commands come from.
  public let input: Int32
  /// Where results go.
  public let output: OutputStream
  /// Where progress and diagnostics go.
  public let error: OutputStream
  /// The environment.
  public let environment: Environment

  /// A console; by default the standard streams of this process.
  public init(
    input: Int32 = 0, output: Int32 = 1, error: Int32 = 2, color: ColorChoice = .auto,
    environment: Environment = .process
  ) {
    self.input = input
    self.output = OutputStream(output, color: color, environment: environment)
    self.error = OutputStream(error, color: color, environment: environment)
    self.environment = environment
  }

  /// Whether a person types the commands.
  public var isInteractive: Bool { isatty(input) == 1 }

  /// Makes the standard streams of this process safe to use; to be called before any file is
  /// opened.
  public static func prepareProcess() {
    // A reader that goes away is answered with EPIPE, not with death in the middle of a file.
    signal(SIGPIPE, SIG_IGN)
    // Else the next file that is opened would take a closed stream's number, and output would go
    // into it. Reading gives an end, writing results an error, and messages are lost.
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      _ = open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY)
    }
  }
}
