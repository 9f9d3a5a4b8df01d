import FoundationEssentials
import Release

/// A result as `--json` prints it: sorted keys, two spaces, `schemaVersion` beside the result's own
/// keys, and a line end.
public func jsonText(_ result: some Encodable) throws(Problem) -> String {
  try jsonDocument(Versioned(result: result))
}

/// A document of another program's format as JSON, with no key of ours.
public func jsonDocument(_ document: some Encodable) throws(Problem) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
  do {
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  } catch {
    throw Problem(.bug, "a result could not be written as JSON: \(error)")
  }
}

private struct Versioned<Result: Encodable>: Encodable {
  var result: Result

  enum CodingKeys: String, CodingKey { case schemaVersion }

  func encode(to encoder: any Encoder) throws {
    try result.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(1, forKey: .schemaVersion)
  }
}
