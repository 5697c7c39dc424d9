import Interchange
import Testing

@Suite struct CaffeErrorTests {
  @Test func textNamesWhatIsKnown() {
    #expect(CaffeError("is wrong").text == "is wrong")
    let place = TextPlace(line: 3, column: 7)
    #expect(CaffeError("is wrong", at: place).text == "3:7: is wrong")
    #expect(
      CaffeError("is wrong", at: place, layer: "conv1").text == "3:7: layer `conv1`: is wrong")
    #expect(
      CaffeError("is wrong", at: place, layer: "conv1", type: "Crop").text
        == "3:7: layer `conv1` of type Crop: is wrong")
  }
}
