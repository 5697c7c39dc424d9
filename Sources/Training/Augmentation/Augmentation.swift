import Tensors

/// How training examples are varied, anew in each epoch.
///
/// What happens to an example depends on the seed, the epoch and the example alone, so it is the same
/// on any number of threads. An image is cropped, mirrored, sheared, zoomed, rotated and shifted, in
/// this order; all of it is one resampling, and shifts and mirroring alone move pixels as they are.
public struct Augmentation: Hashable, Sendable {
  /// Pixels by which an image is moved at most, in both directions; what comes in is 0.
  public var shift: Int
  /// Whether every second image, on average, is mirrored left to right.
  public var flip: Bool
  /// Smallest share of the image's area that is cut out and enlarged to the whole image (Szegedy
  /// et al., 2015), 1 for all of it. The cut's sides are as those of the image, but for a factor of
  /// 3/4 to 4/3.
  public var crop: Double
  /// Degrees by which an image is rotated at most, either way.
  public var rotate: Double
  /// Share by which an image is enlarged or shrunk at most.
  public var zoom: Double
  /// Degrees by which the vertical of an image is slanted at most, either way.
  public var shear: Double

  /// No variation.
  public static let none = Augmentation()

  /// Variations; the defaults are none.
  public init(
    shift: Int = 0, flip: Bool = false, crop: Double = 1, rotate: Double = 0, zoom: Double = 0,
    shear: Double = 0
  ) {
    self.shift = shift
    self.flip = flip
    self.crop = crop
    self.rotate = rotate
    self.zoom = zoom
    self.shear = shear
  }

  /// Whether examples stay as they are.
  package var isNone: Bool { self == .none }

  /// Whether pixels land between pixels.
  private var resamples: Bool { crop != 1 || rotate != 0 || zoom != 0 || shear != 0 }

  /// Refuses what cannot be done to such examples.
  /// - Throws: `TrainingError.invalid` if they are no images, would be moved out of themselves, or
  ///   a number is out of its range.
  package func requireFit(_ example: Shape) throws(TrainingError) {
    guard !isNone else { return }
    guard example.rank == 3 else {
      throw .invalid("examples of \(example) are no images that could be varied")
    }
    guard shift >= 0, shift < example.dimensions[1], shift < example.dimensions[2] else {
      throw .invalid("examples of \(example) cannot be shifted by \(shift) pixels")
    }
    guard crop > 0, crop <= 1 else {
      throw .invalid("a share of \(crop) of an image cannot be cut out, only more than 0, up to 1")
    }
    guard rotate >= 0, rotate <= 180 else {
      throw .invalid("images cannot be rotated by \(rotate) degrees at most, only by 0 to 180")
    }
    guard zoom >= 0, zoom < 1 else {
      throw .invalid("images cannot be zoomed by a share of \(zoom), only by 0 to below 1")
    }
    guard shear >= 0, shear < 90 else {
      throw .invalid("images cannot be slanted by \(shear) degrees, only by 0 to below 90")
    }
  }

  /// Varies the examples of a shard in place.
  /// - Parameters:
  ///   - values: the examples, [count, channels, height, width].
  ///   - indices: which examples they are.
  ///   - shape: extents of one example.
  ///   - seed: a number for the training and the epoch.
  package func apply(
    to values: UnsafeMutableBufferPointer<Float>, indices: UnsafeBufferPointer<Int32>,
    shape: Shape, seed: UInt64
  ) {
    guard !isNone, shape.rank == 3, let base = values.baseAddress else { return }
    let size = ImageSize(
      channels: shape.dimensions[0], height: shape.dimensions[1], width: shape.dimensions[2])
    withUnsafeTemporaryAllocation(of: Float.self, capacity: shape.count) { copy in
      guard let old = copy.baseAddress else { return }
      for (row, index) in indices.enumerated() {
        var random = RandomSource(seed: seed ^ UInt64(UInt32(bitPattern: index)))
        let variation = draw(size, &random)
        let image = base + row * shape.count
        old.update(from: image, count: shape.count)
        if let map = variation.map {
          map.resample(old, to: image, size)
        } else {
          variation.move(old, to: image, size)
        }
      }
    }
  }

  /// What is done to one image.
  private func draw(_ size: ImageSize, _ random: inout RandomSource) -> Variation {
    // The shifts are drawn first and only if there are any, so that an option that is switched on
    // leaves what was drawn before it as it was.
    let down = random.below(2 * shift + 1) - shift
    let right = random.below(2 * shift + 1) - shift
    let mirrored = flip && random.below(2) == 1
    guard resamples else { return Variation(down: down, right: right, mirrored: mirrored) }
    var map = AffineMap.identity
    map.shift(down: Double(down), right: Double(right))
    map.aboutCenter(of: size) { map in
      if rotate != 0 { map.rotate(degrees: Augmentation.between(rotate, &random)) }
      if zoom != 0 { map.zoom(by: 1 + Augmentation.between(zoom, &random)) }
      if shear != 0 { map.shear(degrees: Augmentation.between(shear, &random)) }
      if mirrored { map.mirror() }
    }
    if crop != 1 { map.crop(CropBox(smallestShare: crop, of: size, &random)) }
    return Variation(down: down, right: right, mirrored: mirrored, map: map)
  }

  /// A number between `-limit` and `limit`.
  private static func between(_ limit: Double, _ random: inout RandomSource) -> Double {
    limit * (2 * Double(random.uniform()) - 1)
  }
}

/// Extents of an image.
package struct ImageSize {
  package let channels: Int
  package let height: Int
  package let width: Int

  package init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }
}

/// What is done to one image: whole pixels moved, or a map that includes the moves.
private struct Variation {
  let down: Int
  let right: Int
  let mirrored: Bool
  var map: AffineMap?

  /// Moves whole pixels; what comes in is 0.
  func move(
    _ old: UnsafePointer<Float>, to image: UnsafeMutablePointer<Float>, _ size: ImageSize
  ) {
    let (height, width) = (size.height, size.width)
    image.update(repeating: 0, count: size.channels * height * width)
    let kept = width - abs(right)
    for channel in 0..<size.channels {
      for y in max(0, down)..<min(height, height + down) {
        let target = image + (channel * height + y) * width + max(0, right)
        let line = old + (channel * height + y - down) * width
        if mirrored {
          let last = width - 1 - max(0, -right)
          for x in 0..<kept { target[x] = line[last - x] }
        } else {
          target.update(from: line + max(0, -right), count: kept)
        }
      }
    }
  }
}
