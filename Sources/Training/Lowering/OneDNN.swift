import COneDNN
import Synchronization

/// What the processor's code is limited to. The same limit gives the same bits on every processor
/// that has it; another limit gives others.
public enum InstructionSet: String, CaseIterable, Sendable {
  /// Vectors of 8 numbers: what nearly every x86 processor has.
  case avx2
  /// Vectors of 16 numbers where the processor has them: faster, but not the same bits elsewhere.
  case avx512

  fileprivate var limit: dnnl_cpu_isa_t {
    switch self {
    case .avx2: dnnl_cpu_isa_avx2
    case .avx512: dnnl_cpu_isa_avx512_core
    }
  }
}

/// What the rest of the engine may know of oneDNN: this folder is the only one that imports it.
public enum OneDNN {
  /// The library's version, such as `2.6.3`; recorded with every session.
  public static var version: String {
    guard let version = dnnl_version()?.pointee else { return "unknown" }
    return "\(version.major).\(version.minor).\(version.patch)"
  }

  /// The instruction set that its code is limited to, so that results are the same on every
  /// processor that has it; recorded with every session.
  public static var instructionSet: String {
    prepareProcess()
    switch dnnl_get_effective_cpu_isa() {
    case dnnl_cpu_isa_avx512_core: return "avx512"
    case dnnl_cpu_isa_avx2: return "avx2"
    case dnnl_cpu_isa_avx: return "avx"
    case dnnl_cpu_isa_sse41: return "sse41"
    default: return "native"
    }
  }

  /// How many numbers a vector of the instruction set in use holds.
  static let vectorWidth: Int = {
    prepareProcess()
    let isAVX512 = dnnl_get_effective_cpu_isa() == dnnl_cpu_isa_avx512_core
    return isAVX512 ? 16 : 8
  }()

  /// Limits the instruction set; must come before oneDNN's first primitive, does nothing after.
  static func prepareProcess() { _ = limitOnce }

  /// Chooses the limit of this process; by default it is AVX2.
  /// - Returns: whether it holds: the limit cannot change once anything was computed.
  @discardableResult
  public static func limit(to set: InstructionSet) -> Bool {
    chosen.withLock { $0 = $0 ?? set }
    prepareProcess()
    return chosen.withLock { $0 } == set
  }

  private static let chosen = Mutex<InstructionSet?>(nil)

  private static let limitOnce: Void = {
    let set = chosen.withLock { chosen in
      let set = chosen ?? .avx2
      chosen = set
      return set
    }
    // Unimplemented away from x86, where there is nothing to limit.
    _ = dnnl_set_max_cpu_isa(set.limit)
  }()

  /// Makes oneDNN compute on the calling thread alone.
  package static func prepareThread() {
    prepareProcess()
    dcsh_onednn_single_thread()
  }

  static func check(
    _ status: dnnl_status_t, _ call: @autoclosure () -> String
  ) throws(TrainingError) {
    guard status == dnnl_success else {
      let reason = dnnl_status2str(status).map { String(cString: $0) } ?? "unknown reason"
      throw .backend("oneDNN's \(call()) failed: \(reason)")
    }
  }
}

/// A stream of oneDNN with scratch memory: one for each executor, as both belong to one thread at a
/// time.
final class OneDNNContext {
  /// The processor. One engine serves all threads, and memory may pass between its streams.
  let engine: dnnl_engine_t
  let stream: dnnl_stream_t
  /// What primitives need while they run, and nothing of it after.
  let scratch = ScratchMemory()

  init() throws(TrainingError) {
    // oneDNN divides a primitive's work among threads when it makes it, not when it runs it.
    OneDNN.prepareThread()
    guard case .success(let engine) = OneDNNContext.sharedEngine else {
      throw .backend("oneDNN gave no engine")
    }
    var stream: dnnl_stream_t?
    try OneDNN.check(
      dnnl_stream_create(&stream, engine, UInt32(dnnl_stream_default_flags.rawValue)),
      "dnnl_stream_create")
    guard let stream else { throw .backend("oneDNN gave no stream") }
    self.engine = engine
    self.stream = stream
  }

  deinit { dnnl_stream_destroy(stream) }

  // Lives as long as the process; oneDNN's engines may be used from all threads.
  nonisolated(unsafe) private static let sharedEngine: Result<dnnl_engine_t, TrainingError> = {
    var engine: dnnl_engine_t?
    let status = dnnl_engine_create(&engine, dnnl_cpu, 0)
    guard status == dnnl_success, let engine else {
      return .failure(.backend("oneDNN's dnnl_engine_create failed"))
    }
    return .success(engine)
  }()
}

/// Memory that a thread's primitives share for the time they run.
final class ScratchMemory {
  private(set) var base: UnsafeMutableRawPointer?
  private var wanted = 0
  private var size = 0

  /// Makes sure that there will be so many bytes.
  func reserve(_ bytes: Int) { wanted = max(wanted, bytes) }

  /// The memory, large enough for everything that was reserved.
  func ready() -> UnsafeMutableRawPointer? {
    if size < wanted {
      base?.deallocate()
      base = .allocate(byteCount: wanted, alignment: 64)
      size = wanted
    }
    return base
  }

  deinit { base?.deallocate() }
}
