import Tensors
import Testing
import Training

@Suite struct AffineMapTests {
  private let size = ImageSize(channels: 2, height: 3, width: 4)
  private let image = (1...24).map { Float($0) }

  private func resampled(
    _ image: [Float], _ size: ImageSize, _ change: (inout AffineMap) -> Void
  ) -> [Float] {
    var map = AffineMap.identity
    change(&map)
    var result = [Float](repeating: .nan, count: image.count)
    result.withUnsafeMutableBufferPointer { result in
      image.withUnsafeBufferPointer {
        guard let old = $0.baseAddress, let new = result.baseAddress else { return }
        map.resample(old, to: new, size)
      }
    }
    return result
  }

  private func expectEqual(_ values: [Float], _ expected: [Float]) {
    #expect(values.count == expected.count)
    for (value, other) in zip(values, expected) { #expect(abs(value - other) < 1e-4) }
  }

  @Test func theIdentityKeepsEveryBit() {
    #expect(resampled(image, size) { _ in } == image)
  }

  @Test func aShiftMovesPixelsAndBringsZeros() {
    let moved = resampled(image, size) { $0.shift(down: 1, right: -2) }
    #expect(moved.prefix(12) == [0, 0, 0, 0, 3, 4, 0, 0, 7, 8, 0, 0])
    #expect(moved.suffix(12) == [0, 0, 0, 0, 15, 16, 0, 0, 19, 20, 0, 0])
    // Half a pixel to the right: means of neighbours, and the border's own value.
    let half = resampled(image, size) { $0.shift(down: 0, right: 0.5) }
    #expect(half.prefix(4) == [1, 1.5, 2.5, 3.5])
  }

  @Test func aMirroredImageIsReadBackwards() {
    let mirrored = resampled(image, size) { map in
      map.aboutCenter(of: size) { $0.mirror() }
    }
    #expect(mirrored.prefix(8) == [4, 3, 2, 1, 8, 7, 6, 5])
  }

  @Test func quarterTurnsGoClockwise() {
    let square = ImageSize(channels: 1, height: 3, width: 3)
    let image = (1...9).map { Float($0) }
    let turned = resampled(image, square) { map in
      map.aboutCenter(of: square) { $0.rotate(degrees: 90) }
    }
    expectEqual(turned, [7, 4, 1, 8, 5, 2, 9, 6, 3])
    let half = resampled(image, square) { map in
      map.aboutCenter(of: square) { $0.rotate(degrees: -180) }
    }
    expectEqual(half, image.reversed())
  }

  @Test func zoomingKeepsTheCenterAndShrinkingBringsZeros() {
    let line = ImageSize(channels: 1, height: 1, width: 5)
    let image: [Float] = [0, 10, 20, 30, 40]
    let larger = resampled(image, line) { map in map.aboutCenter(of: line) { $0.zoom(by: 2) } }
    expectEqual(larger, [10, 15, 20, 25, 30])
    let smaller = resampled(image, line) { map in
      map.aboutCenter(of: line) { $0.zoom(by: 0.5) }
    }
    expectEqual(smaller, [0, 0, 20, 40, 0])
  }

  @Test func slantingMovesRowsByTheirHeight() {
    let square = ImageSize(channels: 1, height: 3, width: 3)
    let slanted = resampled((1...9).map { Float($0) }, square) { map in
      map.aboutCenter(of: square) { $0.shear(degrees: 45) }
    }
    expectEqual(slanted, [0, 1, 2, 4, 5, 6, 8, 9, 0])
  }

  @Test func aCropFillsTheImage() {
    var random = RandomSource(seed: 1)
    var areas: [Double] = []
    for _ in 0..<500 {
      let box = CropBox(smallestShare: 0.3, of: size, &random)
      #expect(box.top >= 0 && box.top + 3 * box.verticalShare <= 3 + 1e-12)
      #expect(box.left >= 0 && box.left + 4 * box.horizontalShare <= 4 + 1e-12)
      let proportion = box.horizontalShare / box.verticalShare
      #expect(proportion > 0.749 && proportion < 1.334)
      areas.append(box.horizontalShare * box.verticalShare)
      // The image is a ramp: so is every part of it, and nothing comes in from outside.
      let ramp = (0..<24).map { Float($0 % 4) }
      let part = resampled(ramp, size) { $0.crop(box) }
      for x in 0..<4 {
        let u = box.left + (Double(x) + 0.5) * box.horizontalShare - 0.5
        let expected = Float(min(3, max(0, u)))
        for row in 0..<6 { #expect(abs(part[4 * row + x] - expected) < 1e-4) }
      }
    }
    #expect((areas.min() ?? 0) > 0.299 && (areas.min() ?? 1) < 0.35)
    #expect((areas.max() ?? 0) > 0.9 && (areas.max() ?? 2) <= 1)
  }

  /// Read one by one from the definition.
  @Test func manyChangesAgreeWithTheDefinition() {
    var random = RandomSource(seed: 2)
    for _ in 0..<50 {
      let size = ImageSize(
        channels: 2, height: 1 + random.below(6), width: 1 + random.below(6))
      let image = (0..<2 * size.height * size.width).map { _ in random.uniform() }
      func number() -> Double { Double(random.uniform()) - 0.5 }
      let (turn, zoom, slant) = (360 * number(), 1 + number(), 90 * number())
      let (down, right) = (4 * number(), 4 * number())
      func change(_ map: inout AffineMap) {
        map.shift(down: down, right: right)
        map.aboutCenter(of: size) {
          $0.rotate(degrees: turn)
          $0.zoom(by: zoom)
          $0.shear(degrees: slant)
        }
      }
      var map = AffineMap.identity
      change(&map)
      let values = resampled(image, size, change)
      for index in values.indices {
        let (x, y) = (index % size.width, index / size.width % size.height)
        let channel = index / (size.width * size.height)
        let (u, v) = map.source(x: Double(x) + 0.5, y: Double(y) + 0.5)
        let border = min(
          abs(u), abs(u - Double(size.width)), abs(v), abs(v - Double(size.height)))
        // On the border itself rounding decides.
        guard border > 1e-4 else { continue }
        let expected = value(image, size, channel, u - 0.5, v - 0.5)
        #expect(abs(Double(values[index]) - expected) < 1e-4)
      }
    }
  }

  /// The image as a function of the plane, the center of its first pixel at 0.
  private func value(
    _ image: [Float], _ size: ImageSize, _ channel: Int, _ u: Double, _ v: Double
  ) -> Double {
    guard abs(u + 0.5 - Double(size.width) / 2) <= Double(size.width) / 2,
      abs(v + 0.5 - Double(size.height) / 2) <= Double(size.height) / 2
    else { return 0 }
    var sum = 0.0
    for y in -1...size.height {
      for x in -1...size.width {
        let weight = max(0, 1 - abs(u - Double(x))) * max(0, 1 - abs(v - Double(y)))
        let (column, row) = (min(max(x, 0), size.width - 1), min(max(y, 0), size.height - 1))
        sum += weight * Double(image[(channel * size.height + row) * size.width + column])
      }
    }
    return sum
  }
}
