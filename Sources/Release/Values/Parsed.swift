/// Decodes a string and parses it, once, into a type that cannot be wrong.
func parsed<Value>(
  from decoder: any Decoder, as expected: String, _ parse: (String) -> Value?
) throws -> Value {
  let container = try decoder.singleValueContainer()
  let text = try container.decode(String.self)
  guard let value = parse(text) else {
    throw DecodingError.dataCorruptedError(
      in: container, debugDescription: "\(quoted(text)) is not \(expected)")
  }
  return value
}
