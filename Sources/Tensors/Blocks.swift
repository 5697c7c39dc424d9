extension Range<Int> {
  /// Walks a long range block by block, so that between two blocks somebody may stop it.
  /// - Parameters:
  ///   - check: called before each block; what it throws ends the walk.
  ///   - body: called with each block, in order; a block takes some milliseconds.
  package func inBlocks<Failure: Error>(
    _ check: () throws(Failure) -> Void, _ body: (Range<Int>) -> Void
  ) throws(Failure) {
    var start = lowerBound
    while start < upperBound {
      try check()
      let end = upperBound - start > 1 << 20 ? start + (1 << 20) : upperBound
      body(start..<end)
      start = end
    }
  }
}
