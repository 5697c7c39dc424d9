import Bytes
import Networks

// What fuzzers call with any bytes: nothing may trap, hang or allocate much more than the input.

/// Reads a network description.
package func fuzzPrototxt(_ bytes: [UInt8]) {
  _ = try? PrototxtMessage(parsing: bytes)
  _ = try? CaffeNetwork(prototxt: bytes, keepsFinalSoftmax: false)
}

/// Reads a `.net` file of two small layers, and holds what comes out against it.
/// - Returns: false if a file that is read is not written back byte for byte.
package func fuzzNet(_ bytes: [UInt8]) -> Bool {
  let layouts = [
    SongHanLayout(name: "conv1", weightCount: 40, biasCount: 2),
    SongHanLayout(name: "ip2", weightCount: 300, biasCount: 3),
  ]
  guard let file = try? SongHanFile(parsing: bytes, layouts: layouts) else { return true }
  for layer in file.layers {
    let again = try? SongHanLayer(
      layout: layer.layout, codebook: layer.codebook, bias: layer.bias, members: layer.members)
    guard again == layer else { return false }
  }
  return file.serialized() == bytes
}
