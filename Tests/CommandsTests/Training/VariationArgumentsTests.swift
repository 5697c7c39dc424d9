import DeepCompression
import Language
import Testing

@Suite struct VariationArgumentsTests {
  @Test func everythingReachesTheTraining() throws {
    let options = try Rig.options(
      "--mixup 0.2 --shift 2 --flip --crop 80% --rotate 10 --zoom 5% --shear 3")
    #expect(options.mixup == Mixup(alpha: 0.2))
    #expect(
      options.augmentation
        == Augmentation(shift: 2, flip: true, crop: 0.8, rotate: 10, zoom: 0.05, shear: 3))
  }

  @Test func nothingGivenIsNoVariation() throws {
    let options = try Rig.options("")
    #expect(options.mixup == Mixup.none)
    #expect(options.augmentation == Augmentation.none)
  }

  /// Out of the engine's range, though not out of the option's.
  @Test(arguments: ["--shift 28", "--crop 0", "--zoom 100%"])
  func whatCannotBeDoneToImagesIsRefused(words: String) throws {
    var rig = try Rig.furnished()
    #expect(try rig.failure("train \(words)").kind == .failure)
  }
}
