import Compression
import Tensors
import Testing

@Suite struct CoderSelectionTests {
  @Test(arguments: CoderSelection.there) func familiesAreTheirOwn(coder: CoderSelection) throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.laplacian(24, 12))
    _ = try model.prune(keep: ["ip": 0.2])
    _ = try model.quantize(bits: ["ip": 3], initialization: .linear, random: &random)
    var options = EncodingOptions.form(coder)
    // Otherwise the paper's form, where nothing is tried.
    options.parameters = .float16
    let trials = try model.encoded(options).report.trials
    #expect(
      Set(trials.map(\.stream))
        == (coder == .huffman ? [.positions, .codes] : [.positions, .codes, .both]))
    let families = Set(trials.map { String($0.coder.prefix { $0 != "-" }) })
    if coder == .best {
      #expect(families.isSuperset(of: ["huffman", "rans"]))
    } else {
      #expect(families == [coder.rawValue])
    }
  }
}
