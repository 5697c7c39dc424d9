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

  /// What only the images can tell.
  @Test func imagesAreNotShiftedOutOfThemselves() throws {
    var rig = try Rig.furnished()
    #expect(try rig.failure("train --shift 28").kind == .failure)
  }

  @Test(arguments: [
    ("--crop 0", "--crop takes a share above 0%, not `0`"),
    ("--zoom 100%", "--zoom takes a share from 0% to below 100%, not `100%`"),
    ("--shear 90", "--shear takes a number from 0 to below 90, not `90`"),
  ])
  func whatCannotBeDoneToImagesIsRefused(words: String, message: String) throws {
    #expect(try Rig().found("train \(words)").map(\.message) == [message])
  }
}
