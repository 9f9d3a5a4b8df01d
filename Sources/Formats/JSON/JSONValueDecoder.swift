/// Reads values from JSON that was parsed. Foundation's decoder parses the bytes once more, and
/// takes more than twice as long.
struct JSONValueDecoder: Decoder, SingleValueDecodingContainer {
  private let json: JSON
  private let path: JSONPath

  init(_ json: JSON, at path: JSONPath = .root) {
    self.json = json
    self.path = path
  }

  var codingPath: [any CodingKey] { path.codingKeys }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = json else { throw mismatch([String: Any].self) }
    return KeyedDecodingContainer(ObjectReader<Key>(members: members, path: path))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = json else { throw mismatch([Any].self) }
    return ArrayReader(elements: elements, path: path)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { if case .null = json { true } else { false } }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if type == String.self || type == Int.self || type == Bool.self
      || numberTypes.contains(ObjectIdentifier(type))
    {
      guard let value = scalar(type) else { throw mismatch(type) }
      return value
    }
    return try Value(from: self)
  }

  /// Nil for a float too: there is none in the JSON that is read.
  private func scalar<Value>(_ type: Value.Type) -> Value? {
    switch json {
    case .string(let text): text as? Value
    case .bool(let bool): bool as? Value
    case .integer(let number) where type == Int.self: number as? Value
    case .integer(let number):
      (type as? any FixedWidthInteger.Type).flatMap { exactly(number, $0) as? Value }
    case .null, .array, .object: nil
    }
  }

  private func exactly<Number: FixedWidthInteger>(_ number: Int, _ type: Number.Type) -> Any? {
    Number(exactly: number)
  }

  private func mismatch(_ type: any Any.Type) -> DecodingError {
    let context = DecodingError.Context(codingPath: codingPath, debugDescription: "")
    return decodeNil() ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }
}

private struct ObjectReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  /// Sorted by the UTF-16 of their keys where there are many.
  let members: [JSON.Member]
  let path: JSONPath

  var codingPath: [any CodingKey] { path.codingKeys }
  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { members.value(of: key.stringValue) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).decodeNil() }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decoder(key).decode(type)
  }

  func nestedContainer<Nested>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try decoder("super") }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

  private func decoder(_ key: Key) throws -> JSONValueDecoder {
    guard let value = members.value(of: key.stringValue) else {
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
    }
    return JSONValueDecoder(value, at: .key(key.stringValue, in: path))
  }

  private func decoder(_ name: String) throws -> JSONValueDecoder {
    JSONValueDecoder(members.value(of: name) ?? .null, at: .key(name, in: path))
  }
}

private struct ArrayReader: UnkeyedDecodingContainer {
  let elements: [JSON]
  let path: JSONPath
  private(set) var currentIndex = 0

  init(elements: [JSON], path: JSONPath) {
    self.elements = elements
    self.path = path
  }

  var codingPath: [any CodingKey] { path.codingKeys }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  mutating func decodeNil() throws -> Bool {
    guard try next().decodeNil() else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try next().decode(type)
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Nested>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try take().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try take() }

  private mutating func take() throws -> JSONValueDecoder {
    defer { currentIndex += 1 }
    return try next()
  }

  private func next() throws -> JSONValueDecoder {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Any.self, .init(codingPath: codingPath, debugDescription: ""))
    }
    return JSONValueDecoder(elements[currentIndex], at: .position(currentIndex, in: path))
  }
}

extension [JSON.Member] {
  /// The value of a key. Few are looked through; many, which a hostile document can have, are
  /// sorted.
  fileprivate func value(of key: String) -> JSON? {
    guard count > 16 else { return first { $0.key.utf8.elementsEqual(key.utf8) }?.value }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if JSON.precedes(self[middle].key, key) { low = middle + 1 } else { high = middle }
    }
    guard low < count, self[low].key.utf8.elementsEqual(key.utf8) else { return nil }
    return self[low].value
  }
}
