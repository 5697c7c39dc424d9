import Terminal
import Testing

@Suite struct FileNamesTests {
  @Test func listsWhatBeginsWithAPath() {
    let stage = Stage()
    for name in ["alpha.dc", "also here", ".hidden", "beta"] { _ = stage.file(name, "") }
    let folder = stage.folder.path + "/"
    #expect(FileNames.completing(folder + "al") == [folder + "alpha.dc", folder + "also here"])
    #expect(FileNames.completing(folder + ".h") == [folder + ".hidden"])
    #expect(FileNames.completing(folder).contains(folder + "beta"))
    #expect(!FileNames.completing(folder).contains(folder + ".hidden"))
  }

  @Test func foldersEndInASlash() {
    #expect(FileNames.completing("/et") == ["/etc/"])
  }

  @Test(arguments: ["/nowhere/at/all", "/dev/null/x", "a\0b"])
  func whatIsNotThereGivesNothing(partial: String) {
    #expect(FileNames.completing(partial) == [])
  }
}
