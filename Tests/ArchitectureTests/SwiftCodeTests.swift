import Testing

/// The other suites here are worth as much as this one.
@Suite struct SwiftCodeTests {
  @Test func importsAreFoundWhateverStandsBeforeThem() {
    let text = """
      import A
      @_exported import B
      @preconcurrency public import C  // why
        package import struct D.E
      import F; import G
      #if canImport(H)
        @_spi(X) @testable internal import I
      #endif
      private import func J.K.l
      // import L
      /* import M
      import N */
      let important = "import O"
      """
    #expect(SwiftCode.imports(in: text) == ["A", "B", "C", "D", "F", "G", "I", "J"])
  }

  @Test(arguments: [
    ("a!", true), ("a.b!.c", true), ("f()!", true), ("a[0]!", true), ("try! f()", true),
    ("b as! C", true), ("var x: Int!", true), ("{ 1 }()!", true), (#""\(a!)""#, true),
    (#""\(f(")")!)""#, true), ("a?.b!", true), (##"#"\#(a!)"#"##, true),
    ("a != b", false), ("a! = b", true), ("!a", false), ("f(!a)", false), ("x && !y", false),
    ("\"hello!\"", false), ("// so it is!", false), ("/* so\nit is! */", false),
    ("\"\"\"\nhello!\n\"\"\"", false), (#""a\"b!""#, false), (##"#"a"b!"#"##, false),
    (#""\(a) b!""#, false),
  ])
  func forceUnwrapsAreFoundInCodeAlone(text: String, isFound: Bool) {
    #expect(SwiftCode.forceUnwraps(in: text).isEmpty != isFound)
  }

  @Test func linesKeepTheirNumbers() {
    #expect(SwiftCode.forceUnwraps(in: "// a\n\"\"\"\n!\n\"\"\"\nb!\nc!") == [5, 6])
  }
}
