import Bytes
import Testing

@Suite struct FormatErrorTests {
  @Test func theDescriptionHasThePlaceAndTheCause() {
    let error = FormatError(offset: 12, message: "the data ends too early")
    #expect("\(error)" == "the data ends too early (at byte 12)")
    #expect(error == FormatError(offset: 12, message: "the data ends too early"))
    #expect(error != FormatError(offset: 13, message: "the data ends too early"))
  }
}
