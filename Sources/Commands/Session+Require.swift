import DeepCompression
import Language
import Session

// What most commands need before they can begin.

extension Session {
  /// Whether the running command should stop; asked by the engine.
  var isCancelled: @Sendable () -> Bool {
    let cancellation = cancellation
    return { cancellation.isRaised }
  }

  /// The data set.
  /// - Throws: `Diagnostic` if none is loaded.
  func requireDataset() throws(Diagnostic) -> Dataset {
    guard let dataset = workspace.dataset else {
      throw Diagnostic("there is no data yet", help: "load data mnist")
    }
    return dataset
  }

  /// The model.
  /// - Throws: `Diagnostic` if there is none.
  func requireModel() throws(Diagnostic) -> CompressedModel {
    guard let compressed = workspace.compressed else {
      throw Diagnostic("there is no model yet", help: "load model lenet-300-100")
    }
    return compressed
  }

  /// What each layer that has a weight gets of a map, by layer name; layers that no pattern names
  /// are left out.
  /// - Throws: `Diagnostic` if a pattern matches no layer.
  func resolve<Element: ArgumentValue>(
    _ map: LayerMap<Element>, in compressed: CompressedModel
  ) throws(Diagnostic) -> [String: Element] {
    let names = compressed.model.weightedLayers.map(\.name)
    var result: [String: Element] = [:]
    for (name, value) in zip(names, try map.resolve(for: names)) { result[name] = value }
    return result
  }
}

extension Split {
  /// The split as examples.
  func examples(of dataset: Dataset) -> SplitExamples {
    SplitExamples(self, classes: dataset.classes)
  }
}
