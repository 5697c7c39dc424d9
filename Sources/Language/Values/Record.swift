import OrderedCollections

/// Named values that keep the order in which they were first set.
public struct Record: Sendable, Equatable {
  private var storage: OrderedDictionary<String, Value>

  /// An empty record.
  public init() { storage = [:] }

  /// A record of fields in order; of two fields with one name the last value counts.
  public init(_ fields: [(String, Value)]) {
    storage = OrderedDictionary(fields, uniquingKeysWith: { _, last in last })
  }

  /// The number of fields.
  public var count: Int { storage.count }
  /// Whether there are no fields.
  public var isEmpty: Bool { storage.isEmpty }
  /// The names of the fields, in order.
  public var names: [String] { Array(storage.keys) }

  /// The value of a field; setting a new one appends it, setting `nil` removes it.
  public subscript(name: String) -> Value? {
    get { storage[name] }
    set { storage[name] = newValue }
  }

  /// Exact equality, the order included.
  public static func == (left: Record, right: Record) -> Bool {
    left.storage.elementsEqual(right.storage) { $0.key == $1.key && $0.value == $1.value }
  }
}

extension Record: Sequence {
  /// The fields, in order.
  public func makeIterator() -> AnyIterator<(name: String, value: Value)> {
    var fields = storage.elements.makeIterator()
    return AnyIterator { fields.next().map { (name: $0.key, value: $0.value) } }
  }
}

extension Record: ExpressibleByDictionaryLiteral {
  /// A record; of two fields with one name the last counts.
  public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }
}
