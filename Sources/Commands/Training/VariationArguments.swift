import DeepCompression
import Language
import Session

/// How training images are varied and mixed.
struct VariationArguments: Sendable, Equatable {
  var mixup = 0.0
  var shift = 0
  var flip = false
  var crop: Fraction = 1.0
  var rotate = 0.0
  var zoom: Fraction = 0.0
  var shear = 0.0

  /// Puts the choices into the options of a training.
  func apply(to options: inout TrainingOptions) {
    options.mixup = Mixup(alpha: mixup)
    options.augmentation = Augmentation(
      shift: shift, flip: flip, crop: crop.value, rotate: rotate, zoom: zoom.value, shear: shear)
  }
}

extension TrainingCommand {
  /// The options of `VariationArguments`.
  static var variationParameters: [Parameter<Self>] {
    [
      .option(
        \.training.variation.mixup, "mixup",
        "mix pairs of training images: 0 for not at all, 0.2 for mostly a little, 1 for all mixtures "
          + "equally likely", in: 0.0...),
      .option(
        \.training.variation.shift, "shift",
        "pixels by which training images are moved at most, anew in each epoch", in: 0...64),
      .flag(
        \.training.variation.flip, "flip", "mirror every second training image left to right"),
      .option(
        \.training.variation.crop, "crop",
        "smallest share of a training image's area that is cut out and enlarged to the whole",
        in: Above(0.0)),
      .option(
        \.training.variation.rotate, "rotate",
        "degrees by which training images are rotated at most, either way", in: 0.0...180.0),
      .option(
        \.training.variation.zoom, "zoom",
        "share by which training images are enlarged or shrunk at most", in: 0.0..<1.0),
      .option(
        \.training.variation.shear, "shear",
        "degrees by which training images are slanted at most, either way", in: 0.0..<90.0),
    ]
  }
}
