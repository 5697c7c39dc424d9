import Foundation
import Language
import Session
import Terminal
import Testing

@Suite struct ShellTests {
  @Test func runsTextFilesAndStandardInput() {
    let stage = Stage(input: "say from stdin")
    let path = stage.file("a.dc", "#!/usr/bin/env dcsh\nsay from a file\n")
    #expect(stage.shell().run(.text("say from text")) == 0)
    #expect(stage.shell().run(.file(path)) == 0)
    #expect(stage.shell().start() == 0)
    #expect(stage.output == "from text\nfrom a file\nfrom stdin\n")
  }

  @Test(arguments: [
    ("say hello", 0), ("fail", 1), ("nonsense", 2), ("say 'open", 2), ("expect 1 > 2", 3),
    ("work --stopped", 130), ("quit --code 9", 9), ("", 0), ("# nothing", 0),
  ])
  func givesTheExitCode(text: String, code: Int32) {
    let stage = Stage()
    #expect(stage.shell().run(.text(text)) == code)
  }

  @Test func checkRunsNothing() {
    let stage = Stage()
    #expect(stage.shell().check(.text("say hello\nfail")) == 0)
    #expect(stage.output == "-c: nothing is wrong\n")
    #expect(stage.shell().check(.text("sya\nsay --x\n$y")) == 2)
    #expect(stage.errors.components(separatedBy: "error:").count == 4)
  }

  @Test func checkAsJSON() {
    var options = ShellOptions()
    options.json = true
    let stage = Stage()
    #expect(stage.shell(options).check(.text("say hello")) == 0)
    #expect(stage.shell(options).check(.text("sya")) == 2)
    #expect(stage.objects.compactMap { $0["status"] as? String } == ["ok", "error"])
  }

  @Test func aFileThatIsNotThereIsOneDiagnostic() {
    let stage = Stage()
    #expect(stage.shell().run(.file("/nowhere.dc")) == 2)
    #expect(stage.errors == "error: cannot read /nowhere.dc: no such file or directory\n")
  }

  @Test func aFileThatIsNotThereIsAnObjectOfJSON() {
    var options = ShellOptions()
    options.json = true
    let stage = Stage()
    #expect(stage.shell(options).run(.file("/nowhere.dc")) == 2)
    #expect(stage.objects.first?["status"] as? String == "error")
    #expect(stage.errors == "")
  }

  @Test func setsArgumentsAndVariables() {
    var options = ShellOptions()
    options.arguments = ["a", "b c"]
    options.variables = [("x", 1), ("x", 2)]
    let stage = Stage()
    #expect(stage.shell(options).run(.text("say $x $args[1]")) == 0)
    #expect(stage.output == "2 b c\n")
  }

  @Test func progressIsALineForEachMilestoneInALog() {
    let stage = Stage()
    #expect(stage.shell().run(.text("work")) == 0)
    #expect(stage.errors == "work step 1\nwork step 2\n")
    #expect(stage.output == "worked\n")
  }

  @Test func quietShowsNeitherProgressNorResults() {
    var options = ShellOptions()
    options.quiet = true
    let stage = Stage()
    #expect(stage.shell(options).run(.text("work\nsay hello")) == 0)
    #expect(stage.output == "")
    #expect(stage.errors == "")
  }

  @Test func printsTheReference() {
    let stage = Stage()
    #expect(stage.shell().reference() == 0)
    #expect(stage.output.contains("### say"))
    #expect(stage.output.contains("### expect"))
  }

  @Test func refusesACommandLine() {
    let stage = Stage()
    #expect(stage.shell().refuse(Diagnostic("no such option", kind: .usage)) == 2)
    #expect(stage.errors == "error: no such option\n")
  }

  @Test func outputThatCannotBeWrittenIsAFailure() {
    let stage = Stage()
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let shell = Shell(
      catalog: toyCatalog, console: Console(input: stage.input, output: full, error: stage.error))
    #expect(shell.reference() == 1)
    #expect(shell.check(.text("say x")) == 1)
    #expect(shell.run(.text("say x")) == 1)
    #expect(stage.errors.components(separatedBy: "no space left on device").count == 4)
  }
}
