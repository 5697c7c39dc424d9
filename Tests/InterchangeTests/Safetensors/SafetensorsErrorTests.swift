import Interchange
import Testing

@Suite struct SafetensorsErrorTests {
  @Test func everyMessageNamesTheTensor() {
    let errors: [SafetensorsError] = [
      .duplicateName("ip1"), .reservedName("ip1"),
      .wrongByteCount(name: "ip1", expected: 4, found: 3),
      .wrongByteCount(name: "ip1", expected: nil, found: 3),
    ]
    #expect(Set(errors.map(\.message)).count == errors.count)
    #expect(errors.allSatisfy { $0.message.contains("'ip1'") })
  }
}
