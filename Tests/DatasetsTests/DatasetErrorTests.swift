import Bytes
import Datasets
import Testing

@Suite struct DatasetErrorTests {
  @Test func inOneLine() {
    let error = DatasetError(path: "a/b", message: "it is bad", remedy: "mend it")
    #expect("\(error)" == "a/b: it is bad; mend it")
    #expect("\(DatasetError(path: "a", message: "it is bad", remedy: nil))" == "a: it is bad")
  }

  @Test func formatErrorsKeepTheirPlace() {
    let cause = FormatError(offset: 12, message: "it is bad")
    #expect(DatasetError(cause, path: "a").message == "it is bad (at byte 12)")
    #expect(
      DatasetError(cause, path: "a", compressed: true).message
        == "it is bad (at byte 12 of the decompressed contents)")
  }
}
