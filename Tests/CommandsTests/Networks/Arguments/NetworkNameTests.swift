import DeepCompression
import Testing

@Suite struct NetworkNameTests {
  @Test(arguments: ["a", "my-net", "net_2.5", "LeNet"])
  func names(name: String) {
    #expect(NetworkScripts.mistakes("network \(name) { input 3; relu }; load model \(name)") == [])
  }

  @Test(arguments: ["a.dcz", "a/b", "'a b'", "3a", "a.", "-a", "[1]"])
  func whatLooksLikeAFileIsNoName(name: String) {
    #expect(NetworkScripts.mistakes("network \(name) { input 3; relu }").count == 1)
  }

  @Test func networksOfTheZooStayWhatTheyAre() {
    for network in Zoo.all {
      let found = NetworkScripts.found("network \(network.name) { input 3; relu }")
      #expect(found.map(\.message) == ["NAME takes a name of its own, not `\(network.name)`"])
      #expect(found.first?.help?.contains("my-\(network.name)") == true)
      #expect(found.first?.span?.text == network.name)
    }
  }
}
