import Networks
import Tensors
import Testing

@Suite struct ParameterSlotTests {
  @Test func rolesDecideWhatTrainsAndDecays() {
    let roles: [ParameterRole] = [.weight, .bias, .scale, .statistic]
    #expect(roles.map(\.isTrained) == [true, true, true, false])
    #expect(roles.map(\.isDecayed) == [true, false, false, false])
  }

  @Test func aRoleHasItsFirstValue() {
    func initial(_ role: ParameterRole) -> InitialValue {
      ParameterSlot(name: "p", shape: .vector(2), role: role, fanIn: 3).initial
    }
    #expect(initial(.weight) == .heUniform)
    #expect(initial(.bias) == .constant(0))
    #expect(initial(.scale) == .constant(1))
    #expect(initial(.statistic) == .constant(0))
    let slot = ParameterSlot(
      name: "p", shape: .vector(2), role: .weight, fanIn: 3, initial: .constant(0.25))
    #expect(slot.initial == .constant(0.25))
  }
}
