import Bytes
import EntropyCoding

/// How a fuzzer's bytes become a layer: its geometry first, then a table and the payload of one chunk.
private struct FuzzedLayer {
  let geometry: LayerGeometry
  let alphabet: Int
  let kept: KeptBits?
  var reader: ByteReader

  init?(_ bytes: [UInt8], hasCodes: Bool) {
    guard bytes.count >= 6 else { return nil }
    geometry = LayerGeometry(
      rows: Int(bytes[0]) % 24 + 1, columns: Int(bytes[1]) % 40 + 1,
      kernelHeight: Int(bytes[2]) % 5 + 1, kernelWidth: Int(bytes[2]) / 5 % 5 + 1)
    alphabet = hasCodes ? min(65_536, Int(bytes[3]) + 256 * Int(bytes[4]) + 1) : 1
    // Every weight, or a pattern that one byte draws.
    let pattern = bytes[5]
    if pattern == 0 {
      kept = nil
    } else {
      var kept = KeptBits(count: geometry.count)
      var state = UInt32(pattern)
      for index in 0..<geometry.count {
        state = state &* 1_664_525 &+ 1_013_904_223
        if UInt8(truncatingIfNeeded: state >> 24) < pattern { kept[index] = true }
      }
      self.kept = kept
    }
    reader = ByteReader(Array(bytes.dropFirst(6)))
  }
}

extension FuzzEntry {
  /// An entry for each coder of positions: what is decoded is coded and decoded as the same.
  static let positions = LayerCoders.positions.map { coder in
    FuzzEntry(name: "positions-\(coder.name)") { bytes throws(FuzzFailure) in
      guard var layer = FuzzedLayer(bytes, hasCodes: false),
        let words = decode(coder, &layer.reader, layer.geometry)
      else { return }
      let kept = KeptBits(count: layer.geometry.count, words: words)
      guard kept.words == words else { throw FuzzFailure("bits are set behind the last weight") }
      let coded = coder.encode([kept], geometry: layer.geometry)
      var again = ByteReader(coded.table + coded.payloads[0])
      guard decode(coder, &again, layer.geometry) == words else {
        throw FuzzFailure("positions that were read and coded read as others")
      }
    }
  }

  /// An entry for each coder of codes.
  static let codes = LayerCoders.codes.map { coder in
    FuzzEntry(name: "codes-\(coder.name)") { bytes throws(FuzzFailure) in
      guard let layer = FuzzedLayer(bytes, hasCodes: true) else { return }
      var reader = layer.reader
      guard let codes = decode(coder, &reader, layer) else { return }
      guard codes.allSatisfy({ Int($0) < layer.alphabet }) else {
        throw FuzzFailure("a code is outside the alphabet of \(layer.alphabet)")
      }
      let coded = coder.encode(
        [LayerChunk(kept: layer.kept, codes: codes)], alphabet: layer.alphabet,
        geometry: layer.geometry)
      var again = ByteReader(coded.table + coded.payloads[0])
      guard decode(coder, &again, layer) == codes else {
        throw FuzzFailure("codes that were read and coded read as others")
      }
    }
  }

  /// Shared weights as the lossless coder has them.
  static let codebook = FuzzEntry(name: "codebook") { bytes throws(FuzzFailure) in
    guard let first = bytes.first else { return }
    var reader = ByteReader(Array(bytes.dropFirst()))
    guard let values = try? CodebookCoder().decode(&reader, count: Int(first)) else { return }
    var again = ByteReader(CodebookCoder().encode(values: values))
    guard let read = try? CodebookCoder().decode(&again, count: values.count),
      read.map(\.bitPattern) == values.map(\.bitPattern)
    else { throw FuzzFailure("shared weights that were read and coded read as others") }
  }

  private static func decode(
    _ coder: any PositionCoder, _ reader: inout ByteReader, _ geometry: LayerGeometry
  ) -> [UInt64]? {
    guard let decoder = try? coder.readTable(&reader, geometry: geometry) else { return nil }
    var words = [UInt64](repeating: 0, count: KeptBits.wordCount(geometry.count))
    let payload = reader
    let isRead = words.withUnsafeMutableBufferPointer {
      (try? decoder.decode(payload, rows: geometry.rows, into: $0)) != nil
    }
    return isRead ? words : nil
  }

  private static func decode(
    _ coder: any CodeCoder, _ reader: inout ByteReader, _ layer: FuzzedLayer
  ) -> [UInt16]? {
    guard
      let decoder = try? coder.readTable(
        &reader, alphabet: layer.alphabet, geometry: layer.geometry)
    else { return nil }
    var codes = [UInt16](repeating: 0, count: layer.kept?.population ?? layer.geometry.count)
    let payload = reader
    let isRead = codes.withUnsafeMutableBufferPointer { codes in
      guard let kept = layer.kept else {
        return
          (try? decoder.decode(payload, rows: layer.geometry.rows, kept: nil, into: codes)) != nil
      }
      return kept.words.withUnsafeBufferPointer {
        (try? decoder.decode(payload, rows: layer.geometry.rows, kept: $0, into: codes)) != nil
      }
    }
    return isRead ? codes : nil
  }
}
