import Foundation
import Testing

@Suite(.enabled(if: Dcsh.path != nil, Dcsh.missing)) struct ScriptTests {
  private let dcsh = Dcsh()

  @Test(arguments: [
    ("echo fine", 0), ("load data nowhere", 1), ("eval", 1), ("nonsense", 2), ("echo 'open", 2),
    ("train --epochs no", 2), ("expect 1 == 2", 3), ("exit 9", 9), ("", 0),
  ])
  func exitCodes(text: String, code: Int32) throws {
    let ended = try dcsh.run("-c", text)
    #expect(ended.code == code)
    #expect(ended.errorCount == ([0, 9].contains(code) ? 0 : 1))
  }

  @Test func aDataSetThatIsNotThereIsOneDiagnostic() throws {
    let ended = try dcsh.run("-c", "load data nowhere")
    #expect(ended.code == 1)
    #expect(ended.output == "")
    #expect(ended.errors.hasPrefix("-c:1:1: error: "))
    #expect(ended.errorCount == 1)
  }

  @Test func everyErrorIsListedAndNothingRuns() throws {
    dcsh.folder.write("a.dc", "echo one\nlod data mnist\ntrain --epoch 3\necho $nothing\n")
    for arguments in [["check", "a.dc"], ["a.dc"], ["run", "--keep-going", "a.dc"]] {
      let ended = try dcsh.start(arguments).wait()
      #expect(ended.code == 2)
      #expect(ended.output == "")
      #expect(ended.errorCount == 3)
      for place in ["a.dc:2:1: error:", "a.dc:3:7: error:", "a.dc:4:6: error:"] {
        #expect(ended.errors.contains(place))
      }
      #expect(ended.errors.contains("  train --epoch 3\n        ^^^^^^^\n"))
      #expect(ended.errors.contains("did you mean --epochs?"))
    }
  }

  @Test func checkOfAGoodScript() throws {
    dcsh.folder.write("a.dc", "echo one\nload data nowhere\n")
    let ended = try dcsh.run("check", "a.dc")
    #expect(ended.code == 0)
    #expect(ended.output == "a.dc: nothing is wrong\n")
    #expect(try dcsh.run("check", "a.dc", "--quiet").output == "")
  }

  @Test func scriptsOnStandardInput() throws {
    #expect(try dcsh.run(input: "echo one\necho two").output == "one\ntwo\n")
    #expect(try dcsh.run("-", input: "echo $args").output == "[]\n")
    // Read whole: the error at the end is found before anything runs.
    let wrong = try dcsh.run(input: "echo one\nnonsense\n")
    #expect(wrong.code == 2)
    #expect(wrong.output == "")
    #expect(wrong.errors.hasPrefix("stdin:2:1: error:"))
    #expect(try dcsh.run().code == 0)
  }

  @Test func scriptsThatArePrograms() throws {
    let path = dcsh.folder.write("a.dc", "#!/usr/bin/env dcsh\necho $args\n")
    chmod(path, 0o755)
    let ended = try dcsh.shell("PATH=\"$(dirname \"$DCSH\"):$PATH\" ./a.dc x")
    #expect(ended.code == 0)
    #expect(ended.output == "[\"x\"]\n")
  }

  @Test func stopsAtTheFirstFailureUnlessToldToGoOn() throws {
    dcsh.folder.write("a.dc", "expect 1 == 2 \"no\"\neval\necho three\n")
    let stopped = try dcsh.run("a.dc")
    #expect(stopped.code == 3)
    #expect(stopped.output == "")
    #expect(stopped.errorCount == 1)
    let all = try dcsh.run("a.dc", "--keep-going")
    #expect(all.code == 3)
    #expect(all.output == "three\n")
    #expect(all.errorCount == 2)
  }

  @Test func oneObjectForEachStatement() throws {
    dcsh.folder.write("a.dc", "x = 2\necho \"a\\nb\"\n$x * 2\nload model lenet-300-100\neval\n")
    let ended = try dcsh.run("a.dc", "--json")
    #expect(ended.code == 1)
    #expect(ended.errors == "")
    let objects = try #require(ended.objects)
    #expect(objects.count == 5)
    for (index, object) in objects.enumerated() {
      #expect(object["statement"] as? Int == index + 1)
      for key in ["source", "command", "status", "seconds", "state"] {
        #expect(object.keys.contains(key))
      }
      #expect((object["state"] as? String)?.count == 64)
    }
    #expect(objects[1]["command"] as? String == "echo")
    #expect((objects[1]["result"] as? [String: Any])?["text"] as? String == "a\nb")
    #expect(objects[2]["result"] as? Int == 4)
    #expect(objects[4]["status"] as? String == "error")
    let diagnostics = objects[4]["diagnostics"] as? [[String: Any]]
    #expect(diagnostics?.count == 1)
    #expect(diagnostics?.first?["line"] as? Int == 5)
  }

  @Test func whatIsWrongWithAScriptIsOneObject() throws {
    dcsh.folder.write("a.dc", "echo one\nnonsense\n$x\n")
    for arguments in [["a.dc", "--json"], ["--json", "check", "a.dc"]] {
      let ended = try dcsh.start(arguments).wait()
      #expect(ended.code == 2)
      #expect(ended.objects?.count == 1)
      #expect(ended.objects?.first?["status"] as? String == "error")
      #expect((ended.objects?.first?["diagnostics"] as? [Any])?.count == 2)
    }
    let missing = try dcsh.run("--json", "nowhere.dc")
    #expect(missing.code == 2)
    #expect(missing.objects?.count == 1)
  }

  @Test func whatIsNoScriptIsRefusedInOneLine() throws {
    let missing = try dcsh.run("nowhere.dc")
    #expect(missing.code == 2)
    #expect(missing.errors == "error: cannot read nowhere.dc: no such file or directory\n")
    let directory = try dcsh.run("run", "/tmp")
    #expect(directory.code == 2)
    #expect(directory.errors == "error: cannot read /tmp: is a directory\n")
  }

  @Test func garbageIsRefused() throws {
    var state: UInt64 = 1
    let garbage = (0..<100_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return UInt8(state >> 56)
    }
    dcsh.folder.write("binary.dc", garbage)
    dcsh.folder.write("latin.dc", garbage.filter { $0 != 0 })
    for name in ["binary.dc", "latin.dc"] {
      let ended = try dcsh.run(name)
      #expect(ended.code == 2)
      #expect(ended.errorCount == 1)
      #expect(ended.errors.utf8.count < 2_000)
      #expect(!ended.errors.contains("\u{1B}"))
    }
  }

  @Test func anEndlessScriptIsRefused() throws {
    #expect(try dcsh.run("/dev/zero").errors.contains("larger than 16 MiB"))
    #expect(try dcsh.shell("yes 'echo 1' | \"$DCSH\"").code == 2)
  }
}
