import CReadline
import Glibc
import Language
import Synchronization

/// GNU Readline: editing, history, completion, `.inputrc`.
///
/// Its callback interface is used, so that this code waits for keys and signals alike and nothing
/// is done inside a signal handler. Readline is one set of C globals: there can be one editor.
final class ReadlineEditor: LineEditor {
  private let signals: SignalWatcher?
  /// What the callbacks below have to do with. Touched by the thread that reads lines only.
  fileprivate var input: LineInput?
  private var complete: ((_ line: String, _ cursor: Int) -> Completion)?
  private var completion: LineCompletion?

  /// C functions carry no context. Set and used by the thread that reads lines only.
  nonisolated(unsafe) fileprivate static weak var current: ReadlineEditor?
  /// Whether a line is being typed.
  private static let isReading = Atomic<Bool>(false)
  /// What ends a word, as C text; readline only borrows it.
  fileprivate let breaks: UnsafeMutablePointer<CChar>
  /// What `.inputrc` calls the program; readline keeps the pointer.
  private static let name: StaticString = "dcsh"

  /// An editor on the standard streams.
  /// - Parameter usesError: whether prompt and line are drawn on standard error.
  init(drawsOnError usesError: Bool, signals: SignalWatcher?) {
    self.signals = signals
    breaks = .allocate(capacity: 2)
    breaks.initialize(repeating: 0, count: 2)
    Self.setCharacterType()
    Self.name.withUTF8Buffer { name in
      UnsafeRawPointer(name.baseAddress).map {
        readline_set_name($0.assumingMemoryBound(to: CChar.self))
      }
    }
    readline_set_output(usesError ? STDERR_FILENO : STDOUT_FILENO)
    readline_leave_signals()
    readline_set_getc(readKey)
    readline_set_completion(wordBreaks, matches)
    using_history()
    keepTerminal()
  }

  deinit { breaks.deallocate() }

  func readLine(
    prompt: String, complete: @escaping (_ line: String, _ cursor: Int) -> Completion
  ) -> LineInput {
    Self.current = self
    self.complete = complete
    input = nil
    Self.isReading.store(true, ordering: .releasing)
    defer {
      Self.isReading.store(false, ordering: .releasing)
      self.complete = nil
      completion = nil
    }
    rl_callback_handler_install(prompt, lineEnded)
    while true {
      if let interruption = InputWait.wait(
        for: STDIN_FILENO, signals: signals, handle: rl_check_signals, suspend: Self.suspend)
      {
        giveUp(interruption)
        return interruption
      }
      rl_callback_read_char()
      if let input {
        if input == .end, !Self.endsLineItself { readline_write("\n") }
        return input
      }
    }
  }

  func remember(_ entry: String) {
    // A zero byte would end it in C.
    if !entry.utf8.contains(0) { add_history(entry) }
  }

  /// Leaves the line as it stands on the screen and forgets it.
  private func giveUp(_ interruption: LineInput) {
    // First out of whatever was going on, such as a search.
    rl_callback_sigcleanup()
    readline_move_to_end()
    rl_redisplay()
    if interruption == .interrupted { rl_echo_signal_char(SIGINT) }
    rl_free_line_state()
    rl_cleanup_after_signal()
    rl_callback_handler_remove()
    readline_write("\n")
  }

  /// Finds what may stand at the cursor.
  /// - Returns: the byte before the part that is replaced, at which the word before the cursor
  ///   begins for readline; 0 if there is none.
  fileprivate func findMatches() -> UInt8 {
    guard let complete, let line = readline_line() else { return 0 }
    let cursor = Int(readline_cursor())
    let typed = String(decoding: String(cString: line).utf8.prefix(cursor), as: UTF8.self)
    let found = LineCompletion(
      complete(typed, typed.utf8.count), line: typed, files: FileNames.completing)
    completion = found
    return found.start > 0 ? Array(typed.utf8)[found.start - 1] : 0
  }

  /// The matches as readline wants them: the longest common beginning, then all; or the only one.
  /// - Parameter start: where the word begins for readline, which they replace.
  fileprivate func matchList(from start: Int) -> [String] {
    guard let completion, let line = readline_line() else { return [] }
    readline_describe_matches(
      completion.suffix.map { Int32($0.asciiValue ?? 0) } ?? 0, completion.areFileNames ? 1 : 0)
    // A word may hold the very byte that stands before it, and readline then sees its end only.
    let hidden = max(0, start - completion.start)
    let kept = String(cString: line).utf8.prefix(completion.start).dropFirst(start)
    let texts = completion.matches.map {
      String(decoding: Array(kept) + $0.utf8.dropFirst(hidden), as: UTF8.self)
    }
    return texts.count > 1 ? [Self.commonPrefix(texts)] + texts : texts
  }

  private static func commonPrefix(_ texts: [String]) -> String {
    guard var prefix = texts.first else { return "" }
    for text in texts.dropFirst() {
      prefix = String(zip(prefix, text).prefix { $0 == $1 }.map(\.0))
    }
    return prefix
  }

  /// Whether readline goes to a new line at the end of input: from 8.2 on, with bracketed paste.
  private static var endsLineItself: Bool {
    readline_version() >= 0x0802 && marksPaste
  }

  /// Whether readline has the terminal mark what is pasted.
  private static var marksPaste: Bool {
    rl_variable_value("enable-bracketed-paste").map { String(cString: $0) == "on" } ?? false
  }

  /// Lets readline count characters instead of bytes. Only this: numbers keep their point.
  private static func setCharacterType() {
    let isSet = setlocale(LC_CTYPE, "") != nil
    let codeset = nl_langinfo(Int32(CODESET)).map { String(cString: $0) }
    if !isSet || codeset == "ANSI_X3.4-1968" { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  /// Puts the terminal back in order if the process must end while a line is typed.
  private func keepTerminal() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
    let kept = settings
    signals?.beforeExit {
      // While a line is typed, readline also has the terminal mark what is pasted.
      if Self.isReading.load(ordering: .acquiring), Self.marksPaste {
        readline_write("\u{1B}[?2004l\r\n")
      }
      var settings = kept
      tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }
  }

  /// Stops the process with the terminal in order; draws prompt and line anew when it goes on.
  private static func suspend() {
    rl_echo_signal_char(SIGTSTP)
    rl_cleanup_after_signal()
    SignalWatcher.suspend()
    rl_reset_after_signal()
    rl_forced_update_display()
  }

  /// Waits for a key; gives up waiting when a signal has come.
  fileprivate func waitForKey(_ descriptor: Int32) -> Bool {
    var requests = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals?.wakeDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&requests, 2, -1) < 0, errno == EINTR { rl_check_signals() }
    return requests[1].revents == 0
  }
}

// MARK: What readline calls

/// A line has been typed, or its end of input.
private func lineEnded(_ line: UnsafeMutablePointer<CChar>?) {
  rl_callback_handler_remove()
  ReadlineEditor.current?.input = line.map { .text(String(cString: $0)) } ?? .end
  free(line)
}

/// The next byte of input. While readline waits in the middle of something (a search, a question),
/// a signal reads as Ctrl-G, which gives that up.
private func readKey(_ stream: UnsafeMutablePointer<FILE>?) -> Int32 {
  guard let editor = ReadlineEditor.current, let stream else { return EOF }
  return editor.waitForKey(fileno(stream)) ? rl_getc(stream) : 7
}

/// Tells what ends a word, which is asked first when the user wants a completion.
private func wordBreaks() -> UnsafeMutablePointer<CChar>? {
  guard let editor = ReadlineEditor.current else { return nil }
  editor.breaks[0] = CChar(bitPattern: editor.findMatches())
  return editor.breaks
}

/// The matches, in memory that readline frees; nil if there are none.
private func matches(
  _ text: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  readline_describe_matches(0, 0)
  guard let texts = ReadlineEditor.current?.matchList(from: Int(start)), !texts.isEmpty else {
    return nil
  }
  let stride = MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
  guard let memory = calloc(texts.count + 1, stride) else { return nil }
  let list = memory.bindMemory(to: UnsafeMutablePointer<CChar>?.self, capacity: texts.count + 1)
  for (index, text) in texts.enumerated() { list[index] = strdup(text) }
  return list
}
