import Glibc
import Tensors

/// Where each pixel of a new image comes from in the old one: `(u, v) = M (x, y) + t`, in pixels,
/// from the image's upper left corner.
///
/// Changes to the image are named as they are seen and given last first: the map runs from the new
/// image to the old one.
package struct AffineMap: Hashable {
  /// From x to u, from y to u, from x to v, from y to v.
  private var (xu, yu, xv, yv) = (1.0, 0.0, 0.0, 1.0)
  private var (u0, v0) = (0.0, 0.0)

  private init() {}

  /// Leaves the image as it is.
  package static let identity = AffineMap()

  /// Where a point comes from.
  package func source(x: Double, y: Double) -> (u: Double, v: Double) {
    (xu * x + yu * y + u0, xv * x + yv * y + v0)
  }

  /// Moves the image.
  package mutating func shift(down: Double, right: Double) {
    u0 -= right
    v0 -= down
  }

  /// Makes changes about the image's center instead of its corner.
  package mutating func aboutCenter(of size: ImageSize, _ change: (inout AffineMap) -> Void) {
    let (x, y) = (Double(size.width) / 2, Double(size.height) / 2)
    shift(down: y, right: x)
    change(&self)
    shift(down: -y, right: -x)
  }

  /// Rotates the image clockwise.
  package mutating func rotate(degrees: Double) {
    let angle = degrees * (Double.pi / 180)
    then(cos(angle), sin(angle), -sin(angle), cos(angle))
  }

  /// Enlarges the image if the factor is above 1.
  package mutating func zoom(by factor: Double) { then(1 / factor, 0, 0, 1 / factor) }

  /// Slants the vertical: what is below goes to the left.
  package mutating func shear(degrees: Double) { then(1, tan(degrees * (Double.pi / 180)), 0, 1) }

  /// Exchanges left and right.
  package mutating func mirror() { then(-1, 0, 0, 1) }

  /// Enlarges a part of the image to all of it.
  package mutating func crop(_ box: CropBox) {
    then(box.horizontalShare, 0, 0, box.verticalShare)
    shift(down: -box.top, right: -box.left)
  }

  /// Continues the map by a linear one.
  private mutating func then(_ a: Double, _ b: Double, _ c: Double, _ d: Double) {
    (xu, xv) = (a * xu + b * xv, c * xu + d * xv)
    (yu, yv) = (a * yu + b * yv, c * yu + d * yv)
    (u0, v0) = (a * u0 + b * v0, c * u0 + d * v0)
  }

  /// Makes the new image.
  ///
  /// Between the centers of the old pixels values are bilinear, from the outermost centers to the
  /// border constant, and 0 beyond the border.
  /// - Parameters:
  ///   - old: the old image, [channels, height, width].
  ///   - image: where the new one goes; apart from `old`.
  package func resample(
    _ old: UnsafePointer<Float>, to image: UnsafeMutablePointer<Float>, _ size: ImageSize
  ) {
    let (height, width) = (size.height, size.width)
    let plane = height * width
    let (lastU, lastV) = (Float(width - 1), Float(height - 1))
    let (stepU, stepV) = (Float(xu), Float(xv))
    for y in 0..<height {
      // Pixels are looked at in their centers; from here on 0 is the first one's.
      let start = source(x: 0.5, y: Double(y) + 0.5)
      let (startU, startV) = (Float(start.u - 0.5), Float(start.v - 0.5))
      for x in 0..<width {
        let target = image + y * width + x
        let u = startU + stepU * Float(x)
        let v = startV + stepV * Float(x)
        guard u >= -0.5, u <= lastU + 0.5, v >= -0.5, v <= lastV + 0.5 else {
          for channel in 0..<size.channels { target[channel * plane] = 0 }
          continue
        }
        let (insideU, insideV) = (min(max(u, 0), lastU), min(max(v, 0), lastV))
        let (column, line) = (Int(insideU), Int(insideV))
        let (right, down) = (insideU - Float(column), insideV - Float(line))
        let corner = line * width + column
        let across = column + 1 < width ? 1 : 0
        let below = line + 1 < height ? width : 0
        for channel in 0..<size.channels {
          let pixel = old + channel * plane + corner
          let upper = pixel[0] + right * (pixel[across] - pixel[0])
          let lower = pixel[below] + right * (pixel[below + across] - pixel[below])
          target[channel * plane] = upper + down * (lower - upper)
        }
      }
    }
  }
}

/// A part of an image.
package struct CropBox: Hashable {
  /// Its upper border, in pixels from the image's.
  package let top: Double
  /// Its left border, in pixels from the image's.
  package let left: Double
  /// Its height as a share of the image's.
  package let verticalShare: Double
  /// Its width as a share of the image's.
  package let horizontalShare: Double

  /// A random part, all shares of the area between the smallest one and 1 equally likely, as are
  /// the logarithms of the sides' proportion; what would be longer than the image is cut off.
  package init(smallestShare: Double, of size: ImageSize, _ random: inout RandomSource) {
    let area = smallestShare + (1 - smallestShare) * Double(random.uniform())
    let proportion = exp(log(4.0 / 3) * (2 * Double(random.uniform()) - 1))
    horizontalShare = min(1, (area * proportion).squareRoot())
    verticalShare = min(1, (area / proportion).squareRoot())
    top = Double(random.uniform()) * (1 - verticalShare) * Double(size.height)
    left = Double(random.uniform()) * (1 - horizontalShare) * Double(size.width)
  }
}
