import Networks
import Testing

@Suite struct NetworkErrorTests {
  @Test func thePlaceComesFirst() {
    #expect(NetworkError("is too wide", at: "ip1").text == "ip1: is too wide")
    #expect(NetworkError("is too wide").text == "is too wide")
  }
}
