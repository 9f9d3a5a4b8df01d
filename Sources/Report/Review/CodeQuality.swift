import Release

/// One finding in the format of GitLab's Code Quality report (`gl-code-quality-report.json`, a
/// list).
public struct CodeQualityIssue: Encodable, Sendable {
  public var description: String
  public var checkName: String
  public var fingerprint: String
  public var severity: String
  public var location: Location

  enum CodingKeys: String, CodingKey {
    case description, fingerprint, severity, location
    case checkName = "check_name"
  }

  public struct Location: Encodable, Sendable {
    public var path: String
    public var lines: Lines
  }

  public struct Lines: Encodable, Sendable {
    public var begin: Int
  }
}

/// - Parameter fallback: the file of findings that have none, because GitLab requires one.
public func codeQuality(
  _ review: Review, fallback: String = ".relman/config.yaml"
) -> [CodeQualityIssue] {
  review.findings.map { finding in
    CodeQualityIssue(
      description: escaped(finding.sentence, limit: 1_000),
      checkName: "relman/\(finding.rule.rawValue)", fingerprint: finding.fingerprint.hex,
      severity: severity(finding.level),
      location: .init(path: finding.path ?? fallback, lines: .init(begin: finding.line ?? 1)))
  }
}

private func severity(_ level: ReviewFinding.Level) -> String {
  switch level {
  case .error: "major"
  case .warning: "minor"
  case .note: "info"
  }
}
