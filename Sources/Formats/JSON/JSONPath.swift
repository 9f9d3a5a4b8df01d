/// Where a value stands in a document, for messages; read from its end.
indirect enum JSONPath {
  case root
  case key(String, in: JSONPath)
  case position(Int, in: JSONPath)

  /// From the outermost on.
  var codingKeys: [any CodingKey] {
    switch self {
    case .root: []
    case .key(let key, let parent): parent.codingKeys + [Key(stringValue: key)]
    case .position(let position, let parent): parent.codingKeys + [Key(intValue: position)]
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
      self.stringValue = stringValue
      intValue = nil
    }

    init(intValue: Int) {
      stringValue = "\(intValue)"
      self.intValue = intValue
    }
  }
}

/// Types whose own coding would ask the coder for themselves again, besides `String`, `Bool` and
/// `Int`.
let numberTypes: Set<ObjectIdentifier> = [
  ObjectIdentifier(Int8.self), ObjectIdentifier(Int16.self), ObjectIdentifier(Int32.self),
  ObjectIdentifier(Int64.self), ObjectIdentifier(UInt.self), ObjectIdentifier(UInt8.self),
  ObjectIdentifier(UInt16.self), ObjectIdentifier(UInt32.self), ObjectIdentifier(UInt64.self),
  ObjectIdentifier(Float.self), ObjectIdentifier(Double.self),
]
