import Language

/// The one list of the words in the block of `network`, in the order in which help shows them.
enum NetworkVocabulary {
  static let words = CommandRegistry(
    words: [
      InputLayer.self,
      DenseLayer.self, ConvolutionLayer.self, DepthwiseLayer.self,
      MaxPoolLayer.self, AveragePoolLayer.self, PlainLayer<GlobalAveragePoolWord>.self,
      PlainLayer<GlobalMaxPoolWord>.self,
      PlainLayer<ReLUWord>.self, PReLULayer.self, LeakyReLULayer.self, PlainLayer<ReLU6Word>.self,
      PlainLayer<SigmoidWord>.self, PlainLayer<TanhWord>.self, PlainLayer<SoftmaxWord>.self,
      GELULayer.self, PlainLayer<SiLUWord>.self, PlainLayer<HardSwishWord>.self,
      BatchNormLayer.self, LocalResponseNormLayer.self, DropoutLayer.self,
      AddLayer.self, MultiplyLayer.self, ConcatLayer.self, SplitLayer.self,
      PlainLayer<FlattenWord>.self, ReshapeLayer.self, TransposeLayer.self, PadLayer.self,
      UpsampleLayer.self,
    ],
    noun: "layer", hint: "help network lists the layers")
}
