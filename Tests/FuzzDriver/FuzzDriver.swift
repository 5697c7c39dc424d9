import FuzzEntries
import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// libFuzzer on one entry, which DCSH_FUZZ_ENTRY names; arguments are libFuzzer's.
@main
enum FuzzDriver {
  private static let entry = getenv("DCSH_FUZZ_ENTRY").flatMap { name in
    FuzzEntry.named(String(cString: name))
  }

  static func main() {
    guard entry != nil else {
      let names = FuzzEntry.all.map(\.name).joined(separator: " ")
      let message = "fuzz: DCSH_FUZZ_ENTRY must be one of: \(names)\n"
      _ = message.utf8.withContiguousStorageIfAvailable { write(2, $0.baseAddress, $0.count) }
      exit(2)
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runFuzzer(&count, &arguments) { data, count in
        do {
          try FuzzDriver.entry?.run(Array(UnsafeBufferPointer(start: data, count: count)))
        } catch {
          fatalError("\(error)")
        }
        return 0
      })
  }
}
