import Foundation

/// A folder that exists as long as this value does, and the IDX files that tests put there.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "dcsh-datasets-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, and the folders that it is in.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Writes a data set of 2×3 images: 23 for training, whose pixels count upwards, and 4 for
  /// testing; the label of image n is n modulo 10.
  func writeDataset(in folder: String = ".") throws {
    try write("\(folder)/train-images-idx3-ubyte", idx([23, 2, 3], (0..<138).map { UInt8($0) }))
    try write("\(folder)/train-labels-idx1-ubyte", idx([23], (0..<23).map { UInt8($0 % 10) }))
    try write("\(folder)/t10k-images-idx3-ubyte", idx([4, 2, 3], (0..<24).map { UInt8(255 - $0) }))
    try write("\(folder)/t10k-labels-idx1-ubyte", idx([4], [0, 1, 2, 3]))
  }
}

/// An IDX file of bytes.
func idx(_ dimensions: [Int], _ elements: [UInt8], type: UInt8 = 8) -> [UInt8] {
  let sizes = dimensions.flatMap { size in [24, 16, 8, 0].map { UInt8(size >> $0 & 255) } }
  return [0, 0, type, UInt8(dimensions.count)] + sizes + elements
}

/// The bytes as a gzip file of stored blocks.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
  let size = UInt32(bytes.count)
  return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1] + little(size, 2) + little(~size, 2)
    + bytes + little(~crc, 4) + little(size, 4)
}
