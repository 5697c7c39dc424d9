import Interchange
import Networks
import Tensors
import Testing

@Suite struct CaffeGraphBuilderTests {
  @Test func layersInPlaceFollowEachOther() throws {
    let text =
      Prototxt.layer("ReLU", name: "a", top: "a")
      + Prototxt.layer("TanH", name: "b", bottoms: "a", top: "a")
      + Prototxt.layer("Sigmoid", name: "c", bottoms: "a", top: "c")
      + Prototxt.layer("Eltwise", name: "d", bottoms: "a c", top: "d")
    #expect(
      try Prototxt.network(text).graph.lines == [
        "a: relu of input gives 2×6×6", "b: tanh of a gives 2×6×6", "c: sigmoid of b gives 2×6×6",
        "d: add of b,c gives 2×6×6",
      ])
  }

  @Test func splitIsTheSameActivation() throws {
    let text =
      "layer { name: 's' type: 'Split' bottom: 'data' top: 'p' top: 'q' }"
      + Prototxt.layer("ReLU", name: "a", bottoms: "p", top: "a")
      + Prototxt.layer("Eltwise", name: "b", bottoms: "a q", top: "b")
    #expect(
      try Prototxt.network(text).graph.lines == [
        "a: relu of input gives 2×6×6", "b: add of a,input gives 2×6×6",
      ])
  }

  @Test func scaleBecomesPartOfTheNormalisation() throws {
    for top in ["b", "s"] {
      let network = try Prototxt.network(
        Prototxt.layer("BatchNorm", name: "bn", top: "b")
          + Prototxt.layer(
            "Scale", "scale_param { bias_term: true }", name: "sc", bottoms: "b", top: top)
          + Prototxt.layer("ReLU", bottoms: top, top: top))
      #expect(network.graph.nodes.map(\.name) == ["bn", "x"])
      #expect(network.graph.nodes.last?.inputs == [.node(0)])
      #expect(network.scales == ["bn": "sc"])
    }
  }

  @Test(arguments: [
    Prototxt.layer("Scale", name: "s"),
    Prototxt.layer("BatchNorm", top: "b")
      + Prototxt.layer("Scale", "scale_param { axis: 2 }", name: "s", bottoms: "b"),
    Prototxt.layer("BatchNorm", top: "b") + Prototxt.layer("Scale", name: "s", bottoms: "b data"),
    Prototxt.layer("BatchNorm", top: "b")
      + Prototxt.layer("Scale", name: "t", bottoms: "b", top: "b")
      + Prototxt.layer("Scale", name: "s", bottoms: "b"),
    Prototxt.layer("BatchNorm", top: "b")
      + Prototxt.layer("ReLU", name: "r", bottoms: "b", top: "r")
      + Prototxt.layer("Scale", name: "s", bottoms: "b"),
  ])
  func otherScalesAreNotUnderstood(text: String) throws {
    do throws(CaffeError) {
      let full = "input: 'data' input_dim: [1, 2, 6, 6]\n" + text
      _ = try CaffeNetwork(prototxt: Array(full.utf8))
      Issue.record("no error")
    } catch {
      #expect(error.layer == "s" && error.type == "Scale")
      #expect(error.message == "is only understood behind a `BatchNorm` that nothing else reads")
    }
  }

  @Test func softmaxInsideTheNetworkStays() throws {
    let text = Prototxt.layer("Softmax", name: "p", top: "p") + Prototxt.layer("ReLU", bottoms: "p")
    #expect(try Prototxt.network(text, keepsFinalSoftmax: false).graph.nodes.count == 2)
    let last =
      Prototxt.layer("ReLU", name: "r", top: "r") + Prototxt.layer("Softmax", bottoms: "r")
      + Prototxt.layer("Silence", name: "q", bottoms: "x", top: "q")
    let network = try Prototxt.network(last, keepsFinalSoftmax: false)
    #expect(network.graph.nodes.map(\.name) == ["r"])
    #expect(network.notes == ["x: the softmax at the end is left out", "q: Silence is left out"])
  }

  @Test func resultsThatNobodyReadsAreTold() throws {
    let text =
      Prototxt.layer("ReLU", name: "a", top: "a") + Prototxt.layer("TanH", name: "b", top: "b")
    #expect(
      try Prototxt.network(text).notes == [
        "a: is read by no layer; the network's result is that of the last"
      ])
  }

  @Test(arguments: [
    (Prototxt.layer("ReLU", bottoms: "other"), "takes `other`, which no layer before it gives"),
    ("layer { name: 'x' type: 'ReLU' top: 'x' }", "has no `bottom`"),
    (
      "layer { name: 'x' type: 'ReLU' bottom: 'data' top: 'x' top: 'y' }",
      "gives 2 blobs, where one is understood"
    ),
    (Prototxt.layer("ReLU", bottoms: "data data"), "`relu` takes one input, not 2"),
    (
      Prototxt.layer("ReLU", name: "a.b"),
      "a layer cannot be called `a.b`: letters, digits, _, - and / only"
    ),
    (
      Prototxt.layer("ReLU") + Prototxt.layer("ReLU"), "there are two layers of this name"
    ),
    (
      Prototxt.layer("Convolution", "convolution_param { num_output: 4 kernel_size: 9 }"),
      "a window of 9×9 does not fit into 6×6 padded by 0"
    ),
  ])
  func layersThatDoNotFit(text: String, message: String) {
    do {
      _ = try Prototxt.network(text)
      Issue.record("no error")
    } catch {
      #expect((error as? CaffeError)?.message == message)
    }
  }
}
