/// Writes values as JSON whose keys are sorted as RFC 8785 has them.
final class JSONValueEncoder: Encoder {
  private let path: JSONPath
  private var single: JSON?
  private var elements: [JSON]?
  private var members: [JSON.Member]?
  /// What is written later, by its place among the elements or members.
  private var nested: [(place: Int, encoder: JSONValueEncoder)] = []

  /// A float, and an integer beyond ±(2^53 − 1), is an `EncodingError.invalidValue`.
  static func json(_ value: some Encodable) throws -> JSON { try json(value, at: .root) }

  private init(at path: JSONPath) { self.path = path }

  var codingPath: [any CodingKey] { path.codingKeys }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    members = members ?? []
    return KeyedEncodingContainer(ObjectWriter<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    elements = elements ?? []
    return ArrayWriter(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleWriter(encoder: self) }

  private var json: JSON {
    for (place, encoder) in nested {
      let value = encoder.json
      if members == nil { elements?[place] = value } else { members?[place].value = value }
    }
    if let elements { return .array(elements) }
    return single ?? .object(JSON.sorted(members ?? []))
  }

  private static func json<Value: Encodable>(
    _ value: Value, at path: @autoclosure () -> JSONPath
  ) throws -> JSON {
    if Value.self == String.self, let text = value as? String { return .string(text) }
    if Value.self == Bool.self, let bool = value as? Bool { return .bool(bool) }
    if Value.self == Int.self || numberTypes.contains(ObjectIdentifier(Value.self)) {
      return .integer(try integer(value, at: path()))
    }
    let encoder = JSONValueEncoder(at: path())
    try value.encode(to: encoder)
    return encoder.json
  }

  private static func integer(_ value: Any, at path: JSONPath) throws -> Int {
    if let number = (value as? any FixedWidthInteger).flatMap({ Int(exactly: $0) }),
      JSON.integers.contains(number)
    {
      return number
    }
    throw EncodingError.invalidValue(
      value,
      .init(
        codingPath: path.codingKeys,
        debugDescription: "\(value) is not an integer within ±(2^53 - 1)"))
  }

  private struct SingleWriter: SingleValueEncodingContainer {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    mutating func encodeNil() { encoder.single = .null }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
      encoder.single = try json(value, at: encoder.path)
    }
  }

  private struct ArrayWriter: UnkeyedEncodingContainer {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.elements?.count ?? 0 }

    mutating func encodeNil() { encoder.elements?.append(.null) }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
      let element = try json(value, at: .position(count, in: encoder.path))
      encoder.elements?.append(element)
    }

    mutating func nestedContainer<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
      nested().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      nested().unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { nested() }

    private mutating func nested() -> JSONValueEncoder {
      let child = JSONValueEncoder(at: .position(count, in: encoder.path))
      encoder.nested.append((count, child))
      encodeNil()
      return child
    }
  }

  private struct ObjectWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    mutating func encodeNil(forKey key: Key) { add(.null, key.stringValue) }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      let name = key.stringValue
      add(try json(value, at: .key(name, in: encoder.path)), name)
    }

    mutating func nestedContainer<Nested>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { nested(key.stringValue).container(keyedBy: type) }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      nested(key.stringValue).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { nested("super") }

    mutating func superEncoder(forKey key: Key) -> any Encoder { nested(key.stringValue) }

    private func add(_ value: JSON, _ key: String) {
      encoder.members?.append(JSON.Member(key, value))
    }

    private func nested(_ key: String) -> JSONValueEncoder {
      let child = JSONValueEncoder(at: .key(key, in: encoder.path))
      encoder.nested.append((encoder.members?.count ?? 0, child))
      add(.null, key)
      return child
    }
  }
}
