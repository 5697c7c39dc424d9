import Testing

@Suite struct ShowSubjectTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  /// A file may be called as a topic is.
  @Test mutating func pathsAreToldFromTopics() throws {
    let path = rig.folder.path("data")
    try rig.ok("encode \(path)")
    #expect(try rig.ok("show \(path) --xz=false").value?["file"]?["path"] == .string(path))
    #expect(try rig.failure("show dat").help == "did you mean data?")
    #expect(try rig.failure("show xyzzy").help == "the path of a file has a slash or an ending")
  }
}
