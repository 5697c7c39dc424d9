import Bytes
import Tensors

/// A part of a data set: images and their labels.
///
/// The pixels are bytes shared with the other parts; they become floats as batches are gathered.
public struct Split: Sendable {
  /// What a byte of a pixel is multiplied with, so that 255 becomes exactly 1.
  public static let scale: Float = 1 / 255

  /// The class of each image.
  public let labels: [Int32]
  /// Extents of one image, [channels, height, width].
  public let example: Shape
  private let pixels: [UInt8]
  private let start: Int

  /// Takes images that lie one after the other in an array.
  ///
  /// - Parameters:
  ///   - pixels: an array that holds the images, and may hold other things.
  ///   - start: where in it the first image begins.
  ///   - example: extents of one image, [channels, height, width].
  ///   - labels: the class of each image; as many as there are images.
  /// - Returns: nil unless the array holds that many images from there on.
  public init?(pixels: [UInt8], start: Int = 0, example: Shape, labels: [Int32]) {
    let (size, overflow) = labels.count.multipliedReportingOverflow(by: example.count)
    guard !overflow, (0...pixels.count).contains(start), size <= pixels.count - start else {
      return nil
    }
    self.pixels = pixels
    self.start = start
    self.example = example
    self.labels = labels
  }

  /// Number of images.
  public var count: Int { labels.count }

  /// Turns the images with the given numbers into floats in 0...1, one after the other.
  ///
  /// - Parameters:
  ///   - indices: numbers of images, each in `0..<count`; a number outside is a programmer's error
  ///     and stops the program.
  ///   - target: room for `indices.count` images of `example.count` floats.
  public func gather(
    _ indices: UnsafeBufferPointer<Int32>, into target: UnsafeMutablePointer<Float>
  ) {
    let size = example.count
    pixels.withUnsafeBufferPointer { pixels in
      guard let first = pixels.baseAddress.map({ $0 + start }) else { return }
      for position in 0..<indices.count {
        let index = Int(indices[position])
        precondition(index >= 0 && index < labels.count, "no such image")
        Self.convert(first + index &* size, size, into: target + position &* size)
      }
    }
  }

  /// Turns the images with the given numbers into floats in 0...1, one after the other.
  ///
  /// - Parameters:
  ///   - indices: as above.
  ///   - target: as above.
  public func gather(_ indices: ArraySlice<Int32>, into target: UnsafeMutablePointer<Float>) {
    indices.withUnsafeBufferPointer { gather($0, into: target) }
  }

  /// Turns consecutive images into floats in 0...1.
  ///
  /// - Parameters:
  ///   - range: numbers of images within `0..<count`; others are a programmer's error.
  ///   - target: room for `range.count` images of `example.count` floats.
  public func gather(_ range: Range<Int>, into target: UnsafeMutablePointer<Float>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "no such images")
    let size = example.count
    pixels.withUnsafeBufferPointer { pixels in
      guard let first = pixels.baseAddress.map({ $0 + start }) else { return }
      Self.convert(first + range.lowerBound &* size, range.count &* size, into: target)
    }
  }

  /// The labels of the images with the given numbers.
  ///
  /// - Parameters:
  ///   - indices: numbers of images, each in `0..<count`; others are a programmer's error.
  ///   - target: room for `indices.count` labels.
  public func gatherLabels(
    _ indices: ArraySlice<Int32>, into target: UnsafeMutablePointer<Int32>
  ) {
    labels.withUnsafeBufferPointer { labels in
      for (position, index) in indices.enumerated() {
        precondition(index >= 0 && index < labels.count, "no such image")
        target[position] = labels[Int(index)]
      }
    }
  }

  /// Adds the number of images, their labels and their pixels to a digest.
  func add(to builder: inout DigestBuilder) {
    builder.update(UInt64(count))
    // As bytes in a fixed order; a label is small, but what is hashed must not depend on that.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * count)
    for label in labels {
      for shift in [0, 8, 16, 24] as [Int32] {
        bytes.append(UInt8(truncatingIfNeeded: label >> shift))
      }
    }
    builder.update(bytes)
    pixels.withUnsafeBytes { bytes in
      builder.update(UnsafeRawBufferPointer(rebasing: bytes[start..<start + count * example.count]))
    }
  }

  /// A plain loop over plain pointers, which the compiler turns into vector instructions.
  private static func convert(
    _ source: UnsafePointer<UInt8>, _ count: Int, into target: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<count { target[index] = Float(source[index]) * scale }
  }
}
