/// A JSON value whose numbers are integers (RFC 8785 without floats, DESIGN.md §4).
public enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A key and its value, in the order in which they were written.
  public struct Member: Sendable {
    public var key: String
    public var value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The integers that every reader of JSON keeps exactly: ±(2^53 − 1), by RFC 7493.
  public static let integers = -9_007_199_254_740_991...9_007_199_254_740_991
}

extension JSON {
  /// The value of an object's key, compared as UTF-8 bytes; nil without one, or for no object.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var integer: Int? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  public var array: [JSON]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }
}

extension JSON: Equatable {
  /// Equal when their canonical bytes are: no Unicode folding, no order of keys.
  public static func == (one: JSON, other: JSON) -> Bool { one.canonical == other.canonical }
}
