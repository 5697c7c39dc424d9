import Session

/// The one list of commands, in the order in which help shows them.
public enum Catalog {
  /// All commands.
  public static let commands: [any Command.Type] = [
    LoadData.self, Network.self, LoadModel.self, LoadNet.self, Save.self, SaveNet.self,
    Train.self, Retrain.self, Continue.self, Evaluate.self, Compare.self, Recalibrate.self,
    Fold.self,
    Prune.self, Quantize.self, Encode.self,
    Show.self, Echo.self, Help.self, Exit.self,
  ]

  /// The commands, ready for a session.
  public static let catalog = CommandCatalog(commands)
}
