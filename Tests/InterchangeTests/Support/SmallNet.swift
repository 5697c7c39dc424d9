import Interchange

/// A `.net` file of two small layers, with all that the format has.
enum SmallNet {
  static let layouts = [
    SongHanLayout(name: "conv1", weightCount: 40, biasCount: 2),
    SongHanLayout(name: "ip2", weightCount: 300, biasCount: 3),
  ]

  static func file() throws -> SongHanFile {
    try SongHanFile(layers: [
      try SongHanLayer(
        layout: layouts[0], codebook: [0, 0.5, -0.25, 0, 1], bias: [1, -0.0],
        members: [(2, 1), (3, 4), (4, 3), (20, 2), (39, 1)].map { position, code in
          SongHanLayer.Member(position: position, code: code)
        }),
      try SongHanLayer(
        layout: layouts[1], codebook: (0..<16).map { Float($0) / 4 }, bias: [0, 1, 2],
        members: [0, 16, 33, 100, 283].map {
          SongHanLayer.Member(position: $0, code: UInt8($0 % 15 + 1))
        }),
    ])
  }

  static func bytes() throws -> [UInt8] { try file().serialized() }
}
