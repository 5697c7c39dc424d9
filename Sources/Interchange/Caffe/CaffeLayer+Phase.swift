extension CaffeLayer {
  /// Whether the layer is there when the network is used, and not trained: its rules `include` and
  /// `exclude`, for the phase `TEST`, level 0 and no stages.
  func isUsedInTest() throws(CaffeError) -> Bool {
    let including = message["include"]
    guard including.isEmpty else { return try meetsAny(of: including) }
    return try !meetsAny(of: message["exclude"])
  }

  private func meetsAny(of rules: [PrototxtField]) throws(CaffeError) -> Bool {
    for rule in rules {
      guard case .message(let rule) = rule.value else {
        throw error("a rule is a message", at: rule.place)
      }
      let parameters = CaffeParameters(layer: self, message: rule)
      let phase = try parameters.choice("phase", of: ["TRAIN", "TEST"]) ?? 1
      let levels = Int(Int32.min)...CaffeParameters.largest
      let lowest = try parameters.integer("min_level", in: levels) ?? 0
      let highest = try parameters.integer("max_level", in: levels) ?? 0
      // Without stages, none that a rule asks for is there, and none that it excludes.
      if phase == 1, lowest <= 0, highest >= 0, rule["stage"].isEmpty { return true }
    }
    return false
  }
}
