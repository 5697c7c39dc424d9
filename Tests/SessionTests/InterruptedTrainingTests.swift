import DeepCompression
import Language
import Session
import Synchronization
import SyntheticData
import Testing

@Suite struct InterruptedTrainingTests {
  /// A training of four epochs that stopped after so many.
  private func stopped(
    after epochs: Int, divergence: Divergence? = nil
  ) throws -> InterruptedTraining {
    let folder = try TemporaryFolder()
    try SyntheticImages.write(to: folder)
    let data = try Dataset.folder(folder.path)
    let job = TrainingJob(
      model: try TinyModel.fresh().model, training: SplitExamples(data.train, classes: 10),
      validation: SplitExamples(data.validation, classes: 10),
      options: TrainingOptions(epochs: 4, learningRate: 0.05, seed: 1))
    let cancellation = Cancellation()
    if epochs == 0 { cancellation.raise() }
    let outcome = try job.run(
      progress: { if $0.finishedEpoch?.epoch == epochs { cancellation.raise() } },
      isCancelled: { cancellation.isRaised })
    guard case .interrupted(let checkpoint) = outcome else {
      throw Diagnostic("it was not interrupted")
    }
    let training = StartedTraining(
      activity: "train", job: job, origin: Workspace(seed: 1).digest, random: RandomSource(seed: 2))
    return InterruptedTraining(training, at: checkpoint, divergence: divergence, seconds: 1)
  }

  @Test func helpSaysWhatCanBeDone() throws {
    let training = try stopped(after: 2)
    let diagnostic = training.diagnostic
    #expect(diagnostic.message == Diagnostic.interrupted.message)
    #expect(diagnostic.kind == .interruption)
    let best = try #require(training.bestEpoch)
    #expect(
      diagnostic.help
        == "`continue` goes on in epoch 3; `continue --stop` takes epoch \(best), the best one")
  }

  @Test func withoutACompleteEpochThereIsNothingToTake() throws {
    let training = try stopped(after: 0)
    #expect(training.bestEpoch == nil)
    #expect(training.epoch == 1)
    #expect(training.diagnostic.help == "`continue` goes on in epoch 1")
  }

  @Test(arguments: [0, 1]) func divergenceCannotGoOn(epochs: Int) throws {
    let divergence = Divergence(epoch: epochs + 1, step: 3, layer: "ip1")
    let diagnostic = try stopped(after: epochs, divergence: divergence).diagnostic
    #expect(diagnostic.kind == .failure)
    #expect(diagnostic.message.contains("in ip1, in step 3 of epoch \(epochs + 1)"))
    let help = try #require(diagnostic.help)
    #expect(help.contains("--lr"))
    #expect(!help.contains("`continue`"))
    #expect(help.contains("`continue --stop` takes epoch 1, the best one") == (epochs == 1))
  }
}
