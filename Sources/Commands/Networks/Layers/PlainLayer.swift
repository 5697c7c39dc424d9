import DeepCompression
import Language

/// What a layer without arguments of its own is called and computes.
protocol PlainWord: Sendable {
  static var word: String { get }
  static var summary: String { get }
  static var chapter: String { get }
  static var operation: any Operation { get }
}

/// `WORD [NAME]`: a layer without arguments of its own.
struct PlainLayer<Word: PlainWord>: ChainedLayer {
  var head = LayerHead()

  static var signature: Signature<PlainLayer> {
    .layer(
      Word.word, Word.summary, chapter: Word.chapter, example: "input 3x8x8; \(Word.word)",
      shows: "a network of this layer alone")
  }

  func operation(for input: Shape) throws(NetworkError) -> any Operation { Word.operation }
}

enum GlobalAveragePoolWord: PlainWord {
  static let word = "globalavgpool"
  static let summary = "Take the mean of each channel."
  static let chapter = LayerChapter.pooling
  static var operation: any Operation { GlobalAveragePool() }
}

enum GlobalMaxPoolWord: PlainWord {
  static let word = "globalmaxpool"
  static let summary = "Take the largest value of each channel."
  static let chapter = LayerChapter.pooling
  static var operation: any Operation { GlobalMaxPool() }
}

enum ReLUWord: PlainWord {
  static let word = "relu"
  static let summary = "Make negative values 0."
  static let chapter = LayerChapter.activation
  static var operation: any Operation { ReLU() }
}

enum ReLU6Word: PlainWord {
  static let word = "relu6"
  static let summary = "Make negative values 0, and those above 6 equal to 6."
  static let chapter = LayerChapter.activation
  static var operation: any Operation { ReLU6() }
}

enum SigmoidWord: PlainWord {
  static let word = "sigmoid"
  static let summary = "Take 1 / (1 + exp(-x)) of each value."
  static let chapter = LayerChapter.activation
  static var operation: any Operation { Sigmoid() }
}

enum TanhWord: PlainWord {
  static let word = "tanh"
  static let summary = "Take the hyperbolic tangent of each value."
  static let chapter = LayerChapter.activation
  static var operation: any Operation { Tanh() }
}

enum SoftmaxWord: PlainWord {
  static let word = "softmax"
  static let summary = "Make shares of values, which add up to 1 over the channels."
  static let chapter = LayerChapter.activation
  static var operation: any Operation { Softmax() }
}

enum SiLUWord: PlainWord {
  static let word = "silu"
  static let summary = "Take x / (1 + exp(-x)) of each value, also called swish."
  static let chapter = LayerChapter.activation
  static var operation: any Operation { SiLU() }
}

enum HardSwishWord: PlainWord {
  static let word = "hardswish"
  static let summary = "Take x min(max(x + 3, 0), 6) / 6 of each value."
  static let chapter = LayerChapter.activation
  static var operation: any Operation { HardSwish() }
}

enum FlattenWord: PlainWord {
  static let word = "flatten"
  static let summary = "Put the values of an image in a row."
  static let chapter = LayerChapter.shapes
  static var operation: any Operation { Flatten() }
}
