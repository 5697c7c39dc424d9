import Datasets
import Testing

@Suite struct DataFolderTests {
  @Test(
    arguments: [
      (["XDG_DATA_HOME": "/data", "HOME": "/home/a"], "/data/dcsh"),
      (["HOME": "/home/a"], "/home/a/.local/share/dcsh"),
      (["XDG_DATA_HOME": "", "HOME": "/home/a"], "/home/a/.local/share/dcsh"),
      (["XDG_DATA_HOME": "relative", "HOME": "/home/a"], "/home/a/.local/share/dcsh"),
      ([:], nil),
      (["HOME": "relative"], nil),
    ] as [([String: String], String?)])
  func theUsersFolder(environment: [String: String], path: String?) {
    #expect(DataFolder { environment[$0] }.user == path)
  }
}
