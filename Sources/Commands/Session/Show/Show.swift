import DeepCompression
import Display
import Language
import Session

/// `show [data|model|FILE]`
struct Show: Command {
  var subject = ShowSubject()
  var measuresXZ = true

  static let signature = Signature<Show>(
    "show", "Show what is loaded, or what a compressed file holds.", chapter: Chapter.session,
    discussion: """
      Of a model: what each layer does and gives, its parameters, the multiply-adds for one image, \
      and the memory that its result takes for one image. Training needs twice that memory, as \
      gradients are of the same size.

      Of a file: who coded its streams, beside their order-0 entropy, where every byte goes, and what \
      the same parameters take as float32, as float16 and with xz -9.
      """,
    [
      .positional(\.subject, "what", "data, model, both, or a .dcz file", required: false),
      .flag(\.measuresXZ, "xz", "of a file: measure what xz -9 makes of its parameters"),
    ],
    result: DataSummary.fields + ModelSummary.fields + [FileSummary.field],
    examples: [
      Example(
        "load model lenet-300-100; show model", shows: "layers, shapes, masks and shared weights",
        gives: ["parameters": 266_610, "multiply_adds": 266_200]),
      Example(
        "load data mnist; show data", shows: "images of each class, and how bright they are",
        gives: ["train": 55_000, "validation": 5_000, "test": 10_000, "shape": "1×28×28"]),
      Example(
        "load model lenet-300-100; prune; quantize; encode out/a.dcz; show out/a.dcz --xz=false",
        shows: "where every byte of the file goes"),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    var display = Display()
    let workspace = session.workspace
    let topic = subject.topic
    let shows = (data: topic == .all || topic == .data, model: topic == .all || topic == .model)
    // Looking at all pixels takes a moment: only for those who want to see it.
    let data = workspace.dataset.map { DataSummary($0, measuresPixels: shows.data) }
    let model = workspace.compressed.map { ModelSummary($0) }
    if shows.data {
      display.append(data?.display ?? Display(text: "no data yet: load data mnist"))
    }
    if shows.model {
      display.append(model?.display ?? Display(text: "no model yet: load model lenet-300-100"))
    }
    let file = try subject.path.map { path throws(Diagnostic) in
      try FileSummary(path, measuresXZ: measuresXZ, in: session)
    }
    if let file { display.append(file.display) }
    var record = Record()
    for field in DataSummary.fields { record[field.name] = data?.record[field.name] ?? Value.none }
    for field in ModelSummary.fields {
      record[field.name] = model?.record[field.name] ?? Value.none
    }
    record[FileSummary.field.name] = file?.value ?? Value.none
    return Output(record, display: display)
  }
}
