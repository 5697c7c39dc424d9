import Foundation

/// Files that others published: they lie beside the project where somebody put them, and tests that
/// need them are skipped where nobody did.
package enum PublishedFiles {
  /// The folder: `shared/data` beside the project's own.
  private static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data")

  /// The path of a file, if it is there.
  package static func path(_ name: String) -> String? {
    let path = folder.appendingPathComponent(name).path
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }

  /// Song Han's SqueezeNet: the compressed weights and Caffe's description of the network.
  package static let squeezeNet: (net: String, prototxt: String)? = {
    guard let net = path("squeezenet/compressed_SqueezeNet.net"),
      let prototxt = path("squeezenet/SqueezeNet_deploy.prototxt")
    else { return nil }
    return (net, prototxt)
  }()
}
