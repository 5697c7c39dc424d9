import Networks
import Tensors
import Testing

@Suite struct ConvolutionTests {
  @Test func slidesTheFilterOverTheImage() throws {
    let conv = try Convolution(inputs: 1, outputs: 1, kernel: 2)
    let x = try Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], shape: try Shape([1, 1, 3, 3]))
    let weight = try Tensor([1, 10, 100, 1000], shape: try Shape([1, 1, 2, 2]))
    let bias = try Tensor([0.5], shape: .vector(1))
    let y = try conv.reference([x], [weight, bias])
    #expect(y.shape.dimensions == [1, 1, 2, 2])
    #expect(y.values == [5421.5, 6532.5, 8754.5, 9865.5])
    let dy = try Tensor([1, 0, 0, 2], shape: y.shape)
    let gradients = try conv.referenceGradients([x], [weight, bias], gradient: dy)
    #expect(gradients.inputs.map(\.values) == [[1, 10, 0, 100, 1002, 20, 0, 200, 2000]])
    #expect(gradients.parameters.map(\.values) == [[11, 14, 20, 23], [3]])
  }

  /// Everything different along the two axes, in two groups; the figures are from a loop over
  /// patches of a padded array in another language.
  @Test func agreesWithFiguresFromElsewhere() throws {
    let conv = try Convolution(
      inputs: 4, outputs: 4, kernel: Extent2(height: 2, width: 3),
      stride: Extent2(height: 1, width: 2), padding: Padding2(top: 2, left: 0, bottom: 1, right: 3),
      dilation: Extent2(height: 3, width: 1), groups: 2)
    let x = try Tensor((0..<240).map { Float($0 * 7 % 11 - 5) }, shape: try Shape([2, 4, 5, 6]))
    let weight = try Tensor((0..<48).map { Float($0 * 5 % 7 - 3) }, shape: conv.weightShape)
    let bias = try Tensor([1, -2, 3, 0], shape: .vector(4))
    let y = try conv.reference([x], [weight, bias])
    #expect(y.shape.dimensions == [2, 4, 5, 4])
    #expect(
      y.values[0..<20] == [
        -22, 9, -4, 1, -17, -19, 9, 1, 22, 11, 6, 1, 11, 22, -4, 1, -19, -17, 5, 1,
      ])
    #expect(
      y.values[140..<160] == [
        -19, -15, 32, 0, 15, -14, 0, 0, -11, -10, -1, 0, -8, -7, 9, 0, 10, -15, -6, 0,
      ])
    #expect(y.values.reduce(0, +) == 29)
    #expect(y.values.reduce(0) { $0 + $1 * $1 } == 32_387)
  }

  @Test func depthwiseChannelsDoNotSeeEachOther() throws {
    let conv = try Convolution(inputs: 2, outputs: 2, kernel: 1, groups: 2, bias: false)
    #expect(conv.isDepthwise && conv.fanIn == 1)
    let x = try Tensor([1, 2, 3, 4], shape: try Shape([1, 2, 1, 2]))
    let weight = try Tensor([10, 100], shape: try Shape([2, 1, 1, 1]))
    #expect(try conv.reference([x], [weight]).values == [10, 20, 300, 400])
    #expect(try !Convolution(inputs: 1, outputs: 4, kernel: 1).isDepthwise)
  }

  @Test func parametersAndCosts() throws {
    // conv2 of AlexNet.
    let conv = try Convolution(inputs: 96, outputs: 256, kernel: 5, padding: 2, groups: 2)
    let shape = try Shape([256, 48, 5, 5])
    #expect(
      conv.parameterSlots == [
        ParameterSlot(name: "weight", shape: shape, role: .weight, fanIn: 1200),
        ParameterSlot(name: "bias", shape: .vector(256), role: .bias, fanIn: 1200),
      ])
    let image = try Shape([96, 27, 27])
    #expect(try conv.outputShape(for: [image]).dimensions == [256, 27, 27])
    #expect(conv.multiplyAdds(for: [image]) == 223_948_800)
    #expect(conv.attributes == [96, 256, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 2, 1])
    let bare = try Convolution(inputs: 1, outputs: 2, kernel: 3, bias: false)
    #expect(bare.parameterSlots.map(\.name) == ["weight"])
  }

  @Test func extentsOfTheResult() throws {
    // conv1 of AlexNet and of ResNet.
    let alexnet = try Convolution(inputs: 3, outputs: 96, kernel: 11, stride: 4)
    #expect(try alexnet.outputExtent(for: 227) == 55)
    let resnet = try Convolution(inputs: 3, outputs: 64, kernel: 7, stride: 2, padding: 3)
    #expect(try resnet.outputExtent(for: 224) == 112)
    let wide = try Convolution(
      inputs: 1, outputs: 1, kernel: Extent2(height: 1, width: 3), dilation: 4)
    #expect(
      try wide.outputExtent(for: Extent2(height: 9, width: 9)) == Extent2(height: 9, width: 1))
    #expect(throws: NetworkError("a window of 1×9 does not fit into 9×8 padded by 0")) {
      try wide.outputExtent(for: Extent2(height: 9, width: 8))
    }
  }

  @Test func impossibleLayersAreRefused() throws {
    #expect(
      throws: NetworkError("3 inputs and 4 outputs cannot be divided into 2 groups", at: "conv")
    ) {
      try Convolution(inputs: 3, outputs: 4, kernel: 1, groups: 2)
    }
    for (inputs, outputs, groups) in [
      (0, 1, 1), (1, 0, 1), (1, 1, 0), (4, 6, 4), (Int.max, Int.max, 1), (-2, -2, -1),
      (Int.min, 1, 1),
    ] {
      #expect(throws: NetworkError.self) {
        try Convolution(inputs: inputs, outputs: outputs, kernel: 1, groups: groups)
      }
    }
    for bad in [0, -1, 1 << 17, Int.max, Int.min] {
      let extents = [Extent2(height: 1, width: bad), Extent2(height: bad, width: 1)]
      for extent in extents {
        #expect(throws: NetworkError.self) {
          try Convolution(inputs: 1, outputs: 1, kernel: extent)
        }
        #expect(throws: NetworkError.self) {
          try Convolution(inputs: 1, outputs: 1, kernel: 1, stride: extent)
        }
        #expect(throws: NetworkError.self) {
          try Convolution(inputs: 1, outputs: 1, kernel: 1, dilation: extent)
        }
      }
    }
    #expect(throws: NetworkError("a padding of 0,0,0,-1 is not possible", at: "conv")) {
      try Convolution(
        inputs: 1, outputs: 1, kernel: 1, padding: Padding2(top: 0, left: 0, bottom: 0, right: -1))
    }
  }

  @Test func otherInputsAreRefused() throws {
    let conv = try Convolution(inputs: 2, outputs: 1, kernel: 3)
    #expect(throws: NetworkError("takes 2 channels, but gets 3")) {
      try conv.outputShape(for: [try Shape([3, 5, 5])])
    }
    #expect(throws: NetworkError("takes images (channels×height×width), but gets 50")) {
      try conv.outputShape(for: [.vector(50)])
    }
    #expect(throws: NetworkError.self) { try conv.outputShape(for: [try Shape([2, 2, 5])]) }
    // A huge image has a huge result, but no number overflows.
    let huge = try Shape([2, 1 << 29, 1 << 29])
    let many = try Convolution(inputs: 2, outputs: 1 << 20, kernel: 1)
    #expect(throws: NetworkError.self) { try many.outputShape(for: [huge]) }
    #expect(many.multiplyAdds(for: [huge]) == Int.max)
  }
}
