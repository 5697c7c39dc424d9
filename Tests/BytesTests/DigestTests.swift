import Bytes
import Testing

@Suite struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func knownValues(text: String, hex: String) {
    let digest = Digest(of: Array(text.utf8))
    #expect(digest.hex == hex)
    #expect(digest.description == hex)
    #expect(digest.bytes.count == Digest.byteCount)
    #expect(Digest(hex: hex) == digest)
    #expect(Digest(hex: hex.uppercased()) == digest)
    #expect(Digest(bytes: digest.bytes) == digest)
  }

  @Test func onlyExactlySixtyFourDigitsAreADigest() {
    let hex = String(repeating: "0a", count: 32)
    #expect(Digest(hex: hex) != nil)
    #expect(Digest(hex: "") == nil)
    #expect(Digest(hex: String(hex.dropLast())) == nil)
    #expect(Digest(hex: String(hex.dropLast(2))) == nil)
    #expect(Digest(hex: hex + "0") == nil)
    #expect(Digest(hex: hex + "00") == nil)
    #expect(Digest(hex: "g" + hex.dropFirst()) == nil)
    #expect(Digest(hex: "+" + hex.dropFirst()) == nil)
    #expect(Digest(hex: "٣" + hex.dropFirst(2)) == nil)
    #expect(Digest(bytes: []) == nil)
    #expect(Digest(bytes: Array(repeating: 0, count: 31)) == nil)
    #expect(Digest(bytes: Array(repeating: 0, count: 33)) == nil)
  }

  @Test func differentContentsDiffer() {
    #expect(Digest(of: [0]) != Digest(of: [0, 0]))
    #expect(Set([Digest(of: [1]), Digest(of: [1]), Digest(of: [2])]).count == 2)
  }
}
