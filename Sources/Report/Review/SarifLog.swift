import Release

/// Findings as SARIF 2.1.0 (OASIS), for code scanning.
public struct SarifLog: Encodable, Sendable {
  var schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  var version = "2.1.0"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  struct Run: Encodable {
    var tool: Tool
    var columnKind = "unicodeCodePoints"
    var results: [Result]
  }

  struct Tool: Encodable { var driver: Driver }

  struct Driver: Encodable {
    var name = "relman"
    var rules: [Rule]
  }

  struct Rule: Encodable {
    var id: String
    var shortDescription: Message
    var defaultConfiguration: Level
  }

  struct Level: Encodable { var level: String }
  struct Message: Encodable { var text: String }

  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var level: String
    var message: Message
    var locations: [Location]
    var partialFingerprints: [String: String]
  }

  struct Location: Encodable { var physicalLocation: PhysicalLocation }

  struct PhysicalLocation: Encodable {
    var artifactLocation: ArtifactLocation
    var region: Region
  }

  struct ArtifactLocation: Encodable { var uri: String }
  struct Region: Encodable { var startLine: Int }

  /// - Parameter fallback: the file of findings that have none, because code scanning requires one.
  public init(_ review: Review, fallback: String = ".relman/config.yaml") {
    let rules = ReviewFinding.Rule.allCases
    let results = review.findings.map { finding in
      Result(
        ruleId: finding.rule.rawValue, ruleIndex: rules.firstIndex(of: finding.rule) ?? 0,
        level: finding.level.rawValue, message: Message(text: messageText(finding)),
        locations: [Self.location(finding, fallback)],
        partialFingerprints: ["relmanFinding/v1": finding.fingerprint.hex])
    }
    let described = rules.map { rule in
      Rule(
        id: rule.rawValue, shortDescription: Message(text: rule.meaning),
        defaultConfiguration: Level(level: rule.level.rawValue))
    }
    runs = [Run(tool: Tool(driver: Driver(rules: described)), results: results)]
  }

  private static func location(_ finding: ReviewFinding, _ fallback: String) -> Location {
    Location(
      physicalLocation: PhysicalLocation(
        artifactLocation: ArtifactLocation(uri: relativeURI(finding.path ?? fallback)),
        region: Region(startLine: finding.line ?? 1)))
  }
}

/// Unescaped brackets would be a link, and braces a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6).
private func messageText(_ finding: ReviewFinding) -> String {
  var result = ""
  for scalar in escaped(finding.sentence, limit: 1_000).unicodeScalars {
    switch scalar {
    case "\\", "[", "]": result += "\\"
    case "{", "}": result.unicodeScalars.append(scalar)
    default: break
    }
    result.unicodeScalars.append(scalar)
  }
  return result
}

/// A path as a URI reference (RFC 3986): all but unreserved characters and `/` percent-encoded.
private func relativeURI(_ path: String) -> String {
  path.utf8.map { byte in
    let scalar = Unicode.Scalar(byte)
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/": return String(scalar)
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
  }.joined()
}
