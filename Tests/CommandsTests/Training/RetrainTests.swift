import DeepCompression
import Language
import Session
import Testing

@Suite struct RetrainTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test(arguments: [
    "--momentum 0.9", "--optimizer adam --lr 0.01", "--decay 0.01 --schedule constant",
  ])
  func prunedWeightsStayExactlyZero(options: String) throws {
    var rig = try Rig.furnished()
    try rig.ok("train --epochs 1; prune --keep 20%")
    let before = try rig.model()
    try rig.ok("retrain --epochs 2 \(options)")
    let after = try rig.model()
    #expect(after.masks == before.masks)
    #expect(after.violations.isEmpty)
    for (name, mask) in after.masks {
      let weights = try after.model.parameter(name)
      for index in 0..<mask.count where !mask.kept[index] {
        #expect(weights[index].bitPattern == 0)
      }
      #expect(try !weights.isBitIdentical(to: before.model.parameter(name)))
    }
  }

  @Test mutating func sharedWeightsTrainAndStayShared() throws {
    try rig.ok("train --epochs 2; prune --keep 20%; quantize --bits 3")
    let before = try rig.model()
    try rig.ok("retrain --epochs 2 --lr 1e-3")
    let after = try rig.model()
    #expect(after.violations.isEmpty)
    #expect(after.masks == before.masks)
    for (name, codebook) in after.codebooks {
      let old = try #require(before.codebooks[name])
      #expect(codebook.codes == old.codes)
      #expect(codebook.centroids.first?.bitPattern == 0)
      #expect(codebook.centroids != old.centroids)
    }
  }

  @Test mutating func modelThatIsNotPrunedIsTrainedAsByTrain() throws {
    let before = rig.session.workspace
    let retrained = try rig.ok("retrain --epochs 1").state
    rig.session.workspace = before
    #expect(try rig.ok("train --epochs 1").state == retrained)
  }

  /// Every state and every file, to the last bit.
  @Test func sameBitsAtOneAndTwoThreads() throws {
    func run(threads: Int) throws -> (states: [String], file: [UInt8]) {
      var rig = try Rig(threads: threads)
      let results = rig.run(
        """
        load data \(rig.data)
        load model lenet-300-100
        train --epochs 2 --lr 0.05
        prune --keep ip1=8%,ip2=9%,ip3=26%
        retrain --epochs 2 --optimizer adam
        quantize --bits 5 --init random
        retrain --epochs 2 --lr 1e-3
        encode \(rig.folder.path("a.dcz"))
        """)
      #expect(results.allSatisfy { $0.error == nil })
      return (results.map(\.state), try rig.folder.bytes("a.dcz"))
    }
    let (one, two) = try (run(threads: 1), run(threads: 2))
    #expect(one.states == two.states)
    #expect(one.file == two.file)
  }
}
