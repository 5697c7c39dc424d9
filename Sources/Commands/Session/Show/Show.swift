import DeepCompression
import Display
import Language
import Session

/// What there is to show, by name.
enum ShowTopic: String, ArgumentEnum {
  case all
  case data
  case model
}

/// `show [data|model]`
struct Show: Command {
  var topic = ShowTopic.all

  static let signature = Signature<Show>(
    "show", "Show what is loaded.", chapter: Chapter.session,
    discussion: """
      Of a model: what each layer does and gives, its parameters, the multiply-adds for one image, \
      and the memory that its result takes for one image. Training needs twice that memory, as \
      gradients are of the same size.
      """,
    [.positional(\.topic, "what", "data, model, or both", required: false)],
    result: DataSummary.fields + ModelSummary.fields,
    examples: [
      Example(
        "load model lenet-300-100; show model", shows: "layers, shapes, masks and shared weights",
        gives: ["parameters": 266_610, "multiply_adds": 266_200]),
      Example(
        "load data mnist; show data", shows: "images of each class, and how bright they are",
        gives: ["train": 55_000, "validation": 5_000, "test": 10_000, "shape": "1×28×28"]),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    var display = Display()
    let workspace = session.workspace
    // Looking at all pixels takes a moment: only for those who want to see it.
    let data = workspace.dataset.map { DataSummary($0, measuresPixels: topic != .model) }
    let model = workspace.compressed.map { ModelSummary($0) }
    if topic != .model {
      display.append(data?.display ?? Display(text: "no data yet: load data mnist"))
    }
    if topic != .data {
      display.append(model?.display ?? Display(text: "no model yet: load model lenet-300-100"))
    }
    var record = Record()
    for field in DataSummary.fields { record[field.name] = data?.record[field.name] ?? Value.none }
    for field in ModelSummary.fields {
      record[field.name] = model?.record[field.name] ?? Value.none
    }
    return Output(record, display: display)
  }
}
