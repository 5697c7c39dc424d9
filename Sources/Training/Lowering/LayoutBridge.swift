import COneDNN

/// A tensor as a primitive wants to see it: the memory itself, or a copy in another layout.
struct LayoutBridge {
  /// What the primitive is given.
  let memory: OneDNNMemory
  private let copying: OneDNNPrimitive?
  // Keeps the copy alive.
  private let room: ActivationMemory?

  /// A view for reading: `copy` comes before the primitive.
  static func reading(
    _ source: OneDNNMemory, as layout: OneDNNLayout, in context: OneDNNContext
  ) throws(TrainingError) -> LayoutBridge {
    if source.layout.isSame(as: layout) {
      return LayoutBridge(memory: source, copying: nil, room: nil)
    }
    let room = ActivationMemory(count: layout.count)
    let copy = try OneDNNMemory(room.base, layout, in: context)
    return LayoutBridge(
      memory: copy, copying: try .reorder(from: source, to: copy, in: context), room: room)
  }

  /// A view for writing: `copy` comes after the primitive.
  static func writing(
    _ destination: OneDNNMemory, as layout: OneDNNLayout, in context: OneDNNContext
  ) throws(TrainingError) -> LayoutBridge {
    if destination.layout.isSame(as: layout) {
      return LayoutBridge(memory: destination, copying: nil, room: nil)
    }
    let room = ActivationMemory(count: layout.count)
    let copy = try OneDNNMemory(room.base, layout, in: context)
    return LayoutBridge(
      memory: copy, copying: try .reorder(from: copy, to: destination, in: context), room: room)
  }

  /// Copies, if there is anything to copy.
  func copy() throws(TrainingError) { try copying?.execute() }
}
