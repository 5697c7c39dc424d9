import Testing
import Training

@Suite struct PlateauWatchTests {
  @Test func theRateDropsAfterPatienceEpochsWithoutANewMinimum() {
    var watch = PlateauWatch(patience: 2)
    var drops: [Int] = []
    for loss in [5, 4, 4, 4.5, 3, 3.5, 2.9, 3, 3, 3, 3] {
      watch.observe(loss: loss)
      drops.append(watch.drops)
    }
    #expect(drops == [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3])
    #expect(watch.bestLoss == 2.9 && watch.badEpochs == 0)
  }

  @Test func whatIsNoNumberIsNoNewMinimum() {
    var watch = PlateauWatch(patience: 1)
    watch.observe(loss: .nan)
    #expect(watch.drops == 1 && watch.bestLoss == .infinity)
    watch.observe(loss: 1)
    #expect(watch.drops == 1 && watch.bestLoss == 1)
    watch.observe(loss: .infinity)
    #expect(watch.drops == 2)
  }

  @Test func onlyPlateausAreWatched() {
    #expect(PlateauWatch(.constant) == nil && PlateauWatch(.cosine) == nil)
    #expect(
      PlateauWatch(Schedule(.plateau(patience: 4, factor: 0.5))) == PlateauWatch(patience: 4))
    #expect(PlateauWatch(patience: -3).patience == 1)
  }
}
