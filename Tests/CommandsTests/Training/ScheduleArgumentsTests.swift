import DeepCompression
import Language
import Testing

@Suite struct ScheduleArgumentsTests {
  @Test(arguments: [
    ("", Schedule.cosine), ("--schedule constant", .constant),
    ("--schedule cosine --warmup 0.5", Schedule(.cosine, warmup: 0.5)),
    ("--epochs 30 --schedule step", Schedule(.step(every: 10, factor: 0.1))),
    (
      "--epochs 5 --schedule step --every 1.5 --factor 0.5",
      Schedule(.step(every: 1.5, factor: 0.5))
    ),
    ("--schedule plateau", Schedule(.plateau(patience: 5, factor: 0.1))),
    (
      "--schedule plateau --wait 2 --factor 0.3 --warmup 1",
      Schedule(.plateau(patience: 2, factor: 0.3), warmup: 1)
    ),
  ])
  func scheduleIsWhatWasAskedFor(words: String, schedule: Schedule) throws {
    #expect(try Rig.options(words).schedule == schedule)
  }

  @Test(arguments: [
    ("--every 2", "--every belongs to --schedule step, not to --schedule cosine"),
    (
      "--schedule plateau --every 2",
      "--every belongs to --schedule step, not to --schedule plateau"
    ),
    ("--schedule step --wait 2", "--wait belongs to --schedule plateau, not to --schedule step"),
    (
      "--schedule cosine --factor 0.5",
      "--factor belongs to --schedule step or plateau, not to --schedule cosine"
    ),
  ])
  func optionsOfOtherSchedulesAreRefused(words: String, message: String) throws {
    let found = try Rig().found("train \(words)")
    #expect(found.map(\.message) == [message])
    #expect(found.first?.help?.hasPrefix("leave --") == true)
  }

  @Test(arguments: ["--schedule step --every 0", "--schedule step --factor 0"])
  func numbersThatMakeNoScheduleAreRefused(words: String) throws {
    #expect(try Rig().found("train \(words)").count == 1)
  }
}
