import Foundation
import Testing

@Suite(.enabled(if: Dcsh.path != nil, Dcsh.missing)) struct CommandLineTests {
  private let dcsh = Dcsh()

  @Test func versionAndHelp() throws {
    let version = try dcsh.run("--version")
    #expect(version.code == 0)
    #expect(version.output.hasPrefix("dcsh 0."))
    for arguments in [["--help"], ["help"], ["run", "--help"], ["help", "check"]] {
      let help = try dcsh.start(arguments).wait()
      #expect(help.code == 0)
      #expect(help.output.contains("USAGE: dcsh"))
      #expect(help.errors == "")
    }
  }

  @Test(arguments: [
    "--json a.dc", "a.dc --json", "run --json a.dc", "--json run a.dc", "run a.dc --json",
    "--json --threads 2 a.dc x", "a.dc --threads 2 x --json",
    "--seed 3 run --threads 1 a.dc --json", "--quiet --json a.dc", "--color never a.dc --json",
    "--json -- a.dc", "--json ./a.dc -- --quiet", "--set x=1 --json run a.dc",
    "run a.dc --set x=1 --json --keep-going",
  ])
  func globalOptionsStandAnywhere(arguments: String) throws {
    dcsh.folder.write("a.dc", "echo hello\n")
    let ended = try dcsh.start(arguments.split(separator: " ").map(String.init)).wait()
    #expect(ended.code == 0)
    #expect(ended.objects?.count == 1)
    #expect(ended.errors == "")
  }

  @Test(arguments: [
    (["--foo"], "unknown option '--foo'"),
    (["a.dc", "--foo"], "unknown option '--foo'"),
    (["--threads", "0", "a.dc"], "--threads is a number from 1 to 1024, not 0"),
    (["--threads", "many", "a.dc"], "'many' is invalid"),
    (["--seed", "x", "a.dc"], "'x' is invalid"),
    (["--color", "blue", "a.dc"], "'blue' is invalid"),
    (["--set", "3x=1", "a.dc"], "`3x=1` sets no variable"),
    (["-c"], "missing value"),
    (["run"], "missing expected argument"),
    (["check", "a.dc", "b.dc"], "unexpected argument"),
    (["run", "-c", "echo 1", "a.dc"], "-c does not go with run"),
    (["chek", "a.dc"], "did you mean dcsh check?"),
  ])
  func aWrongCommandLineIsTwo(arguments: [String], message: String) throws {
    dcsh.folder.write("a.dc", "echo hello\n")
    let ended = try dcsh.start(arguments).wait()
    #expect(ended.code == 2)
    #expect(ended.output == "")
    #expect(ended.errorCount == 1)
    #expect(ended.errors.contains(message))
  }

  @Test func threadsMayComeFromTheEnvironment() throws {
    let environment = ["DCSH_THREADS": "none"]
    let ended = try dcsh.run("-c", "echo 1", environment: environment)
    #expect(ended.code == 2)
    #expect(ended.errors.contains("DCSH_THREADS is a number from 1 to 1024, not `none`"))
    #expect(try dcsh.run("-c", "echo 1", "--threads", "2", environment: environment).code == 0)
    #expect(try dcsh.run("-c", "echo 1", environment: ["DCSH_THREADS": "2"]).code == 0)
  }

  @Test func scriptArgumentsAreInArgs() throws {
    dcsh.folder.write("a.dc", "echo $args")
    #expect(try dcsh.run("a.dc", "x", "y z").output == "[\"x\", \"y z\"]\n")
    #expect(try dcsh.run("a.dc", "--", "--json").output == "[\"--json\"]\n")
    #expect(try dcsh.run("run", "a.dc", "check").output == "[\"check\"]\n")
    #expect(try dcsh.run("-c", "echo $args", "x").output == "[\"x\"]\n")
    #expect(try dcsh.run("a.dc").output == "[]\n")
  }

  @Test func variablesAreSet() throws {
    dcsh.folder.write("a.dc", "echo $keep $name")
    let ended = try dcsh.run("run", "a.dc", "--set", "keep=8%", "--set", "name=lenet")
    #expect(ended.output == "0.08 lenet\n")
    #expect(try dcsh.run("a.dc").code == 2)
    #expect(try dcsh.run("check", "a.dc", "--set", "keep=1", "--set", "name=x").code == 0)
  }

  @Test func aFileNamedLikeASubcommandIsReached() throws {
    dcsh.folder.write("check", "echo a script")
    #expect(try dcsh.run("./check").output == "a script\n")
    #expect(try dcsh.run("run", "check").output == "a script\n")
  }

  @Test func printsTheReference() throws {
    let ended = try dcsh.run("reference")
    #expect(ended.code == 0)
    for command in ["load data", "train", "prune", "quantize", "encode", "eval", "expect"] {
      #expect(ended.output.contains("### \(command)\n"))
    }
  }
}
