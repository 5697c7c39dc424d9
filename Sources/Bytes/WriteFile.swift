import Glibc

/// Writes a file so that at any moment its path holds the old contents or the new, never a part.
///
/// The bytes go to a temporary file in the same folder, reach the disk, and take the path in one
/// step. Missing parent folders are made. An existing file keeps its mode and, where the system
/// allows it, its owner; a symbolic link stays and its target is replaced. What is neither a file nor
/// a folder, such as `/dev/stdout` or a pipe, is written to directly.
///
/// - Parameters:
///   - bytes: the contents.
///   - path: the file to make or to replace.
///   - isCancelled: asked every few milliseconds.
/// - Throws: `FileError`, with the code `ECANCELED` if the caller asked to stop; the temporary file
///   is gone then, and an existing file is whole. Only where the folder cannot be synchronised at the
///   very end, that is already the new one.
public func writeFileAtomically(
  _ bytes: [UInt8], to path: String, isCancelled: @escaping @Sendable () -> Bool = { false }
) throws(FileError) {
  try writeFileAtomically(bytes, to: path, using: FileOperations(isCancelled: isCancelled))
}

package func writeFileAtomically(
  _ bytes: [UInt8], to path: String, using operations: FileOperations
) throws(FileError) {
  do throws(SystemError) {
    try AtomicWrite(operations: operations).run(bytes, path)
  } catch {
    throw FileError(path: path, operation: "write", code: error.code)
  }
}

/// The error number of a failed system call.
private struct SystemError: Error {
  var code: Int32
}

/// The steps of one write.
private struct AtomicWrite {
  var operations: FileOperations

  func run(_ bytes: [UInt8], _ path: String) throws(SystemError) {
    // The system would stop reading the path there, and write another file.
    guard !path.utf8.contains(0) else { throw SystemError(code: EINVAL) }
    guard !path.isEmpty else { throw SystemError(code: ENOENT) }
    guard !path.hasSuffix("/") else { throw SystemError(code: EISDIR) }
    let target = try resolveLinks(path)
    let folder = parentFolder(of: target)
    try makeFolders(folder)

    var status = stat()
    guard stat(target, &status) == 0 else {
      guard errno == ENOENT else { throw SystemError(code: errno) }
      return try replace(target, in: folder, with: bytes, like: nil)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw SystemError(code: EISDIR) }
    // A rename would go round the protection of a file that may not be written.
    try check(access(target, W_OK))
    if status.st_mode & S_IFMT == S_IFREG {
      try replace(target, in: folder, with: bytes, like: status)
    } else {
      try writeDirectly(bytes, to: target)
    }
  }

  private func check(_ result: Int32) throws(SystemError) {
    if result != 0 { throw SystemError(code: errno) }
  }

  /// Follows symbolic links to a path that is none, which need not exist.
  private func resolveLinks(_ path: String) throws(SystemError) -> String {
    var target = path
    for _ in 0..<40 {
      guard let link = readLink(target) else { return target }
      target = link.hasPrefix("/") ? link : parentFolder(of: target) + "/" + link
    }
    throw SystemError(code: ELOOP)
  }

  private func readLink(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func parentFolder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func makeFolders(_ folder: String) throws(SystemError) {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw SystemError(code: ENOTDIR) }
      return
    }
    guard errno == ENOENT else { throw SystemError(code: errno) }
    let parent = parentFolder(of: folder)
    if parent != folder { try makeFolders(parent) }
    // Somebody else may have made it in between.
    if mkdir(folder, 0o777) != 0, errno != EEXIST { throw SystemError(code: errno) }
  }

  private func writeDirectly(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(code: errno) }
    do throws(SystemError) {
      try writeAll(bytes, to: descriptor)
    } catch {
      _ = operations.close(descriptor)
      throw error
    }
    try check(operations.close(descriptor))
  }

  private func replace(
    _ target: String, in folder: String, with bytes: [UInt8], like old: stat?
  ) throws(SystemError) {
    let (descriptor, temporary) = try makeTemporary(in: folder)
    do throws(SystemError) {
      try fill(descriptor, with: bytes, like: old)
      try check(operations.rename(temporary, target))
    } catch {
      unlink(temporary)
      throw error
    }
    try synchronizeFolder(folder)
  }

  /// Writes, synchronises and closes; closes after a failure too.
  private func fill(_ descriptor: Int32, with bytes: [UInt8], like old: stat?)
    throws(SystemError)
  {
    do throws(SystemError) {
      if let old {
        // Only root may give files away; the mode comes second because a new owner may clear bits.
        _ = fchown(descriptor, old.st_uid, old.st_gid)
        try check(fchmod(descriptor, old.st_mode & 0o7777))
      }
      try writeAll(bytes, to: descriptor)
      try check(operations.synchronize(descriptor))
    } catch {
      _ = operations.close(descriptor)
      throw error
    }
    try check(operations.close(descriptor))
  }

  /// Makes an empty file with a new name, with the mode that any new file gets here.
  private func makeTemporary(in folder: String) throws(SystemError) -> (Int32, String) {
    var random = SystemRandomNumberGenerator()
    while true {
      let name = ".dcsh-" + String(random.next(), radix: 36)
      let path = folder == "/" ? "/" + name : folder + "/" + name
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, path) }
      guard errno == EEXIST || errno == EINTR else { throw SystemError(code: errno) }
    }
  }

  private func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        operations.write(descriptor, UnsafeRawBufferPointer(rebasing: $0[written...]))
      }
      if count > 0 {
        written += count
      } else if count == 0 {
        throw SystemError(code: EIO)
      } else if errno != EINTR {
        throw SystemError(code: errno)
      }
    }
  }

  /// Makes the rename durable, on file systems where a folder can be synchronised.
  private func synchronizeFolder(_ folder: String) throws(SystemError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder may be open for writing but not for reading.
    guard descriptor >= 0 else { return }
    defer { _ = close(descriptor) }
    if operations.synchronize(descriptor) != 0, errno != EINVAL, errno != ENOTSUP {
      throw SystemError(code: errno)
    }
  }
}
