import Release

/// Swift values as the one sequence of bytes that RFC 8785 gives them, so that a digest or a
/// signature over the bytes is one over the value.
public enum CanonicalJSON {
  /// The RFC 8785 bytes of a value; a float, or an integer beyond ±(2^53 − 1), is a `.bug`.
  public static func encode(_ value: some Encodable) throws(Problem) -> [UInt8] {
    try json(value).canonical
  }

  /// Decodes, encodes again and compares: whatever the value does not hold, or another spelling of
  /// what it holds, is refused as `.badData`. `what` names the thing in messages; the caller
  /// bounds the bytes.
  public static func decode<Value: Codable>(
    _ type: Value.Type, from bytes: [UInt8], what: String
  ) throws(Problem) -> Value {
    try decode(type, from: bytes, read: JSON(parsing: bytes, what: what), what: what)
  }

  /// As `decode`, of bytes that were parsed already.
  public static func decode<Value: Codable>(
    _ type: Value.Type, from bytes: [UInt8], read: JSON, what: String
  ) throws(Problem) -> Value {
    let canonical = read.canonical
    guard canonical == bytes else {
      let offset = zip(canonical, bytes).enumerated().first { $1.0 != $1.1 }?.offset
      let place = place(of: offset ?? min(canonical.count, bytes.count), in: bytes)
      throw Problem(.badData, "\(what):\(place): not canonical JSON (RFC 8785)")
    }
    let value: Value
    do {
      value = try JSONValueDecoder(read).decode(type)
    } catch {
      throw Problem(.badData, "\(what): \(explanation(of: error))")
    }
    let kept = try json(value)
    guard kept.canonical == bytes else {
      let path = difference(of: read, from: kept, at: "")
      throw Problem(.badData, "\(what): \(quoted(path)) is unknown, or not in the form expected")
    }
    return value
  }

  private static func json(_ value: some Encodable) throws(Problem) -> JSON {
    do {
      return try JSONValueEncoder.json(value)
    } catch {
      let name = String(describing: type(of: value))
      throw Problem(.bug, "\(name) has no canonical JSON: \(explanation(of: error))")
    }
  }
}

/// The path of the first value in `read` that `kept` does not hold likewise.
private func difference(of read: JSON, from kept: JSON, at path: String) -> String {
  switch (read, kept) {
  case (.object(let members), .object):
    for member in members where kept[member.key] != member.value {
      let path = path.isEmpty ? member.key : "\(path).\(member.key)"
      return kept[member.key].map { difference(of: member.value, from: $0, at: path) } ?? path
    }
  case (.array(let elements), .array(let others)):
    for (position, pair) in zip(elements, others).enumerated() where pair.0 != pair.1 {
      return difference(of: pair.0, from: pair.1, at: "\(path)[\(position)]")
    }
  default: break
  }
  return path
}

/// What an error of Foundation's coders says to a person, with the path of the key.
private func explanation(of error: any Error) -> String {
  switch error {
  case let problem as Problem: problem.message
  case DecodingError.keyNotFound(let key, let context):
    "the key \(quoted(path(context.codingPath + [key]))) is missing"
  case DecodingError.valueNotFound(_, let context):
    "\(quoted(path(context.codingPath))) has no value"
  case DecodingError.typeMismatch(let type, let context):
    "\(quoted(path(context.codingPath))) is not \(name(of: type))"
  case DecodingError.dataCorrupted(let context):
    "\(quoted(path(context.codingPath))): \(escaped(context.debugDescription, limit: 300))"
  case EncodingError.invalidValue(_, let context):
    "\(quoted(path(context.codingPath))): \(escaped(context.debugDescription, limit: 300))"
  default: escaped(String(describing: error), limit: 300)
  }
}

private func name(of type: any Any.Type) -> String {
  switch type {
  case is String.Type: "a string"
  case is Bool.Type: "true or false"
  case is any FixedWidthInteger.Type: "an integer"
  case is any ExpressibleByDictionaryLiteral.Type: "an object"
  case is any Collection.Type: "an array"
  default: "of the type expected"
  }
}

private func path(_ keys: [any CodingKey]) -> String {
  keys.reduce("") { path, key in
    if let position = key.intValue { return "\(path)[\(position)]" }
    return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
  }
}
