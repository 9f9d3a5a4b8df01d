import Release

/// The findings as annotations of GitHub Actions, one workflow command a line.
///
/// - Parameter limit: the most that are printed, though GitHub shows only ten errors and ten
///   warnings of a step; the rest is counted.
public func annotations(_ review: Review, limit: Int = 50) -> String {
  let lines = review.findings.prefix(limit).map { finding in
    let command = finding.level == .note ? "notice" : finding.level.rawValue
    var properties = ["title=\(property("relman: " + finding.rule.rawValue))"]
    if let path = finding.path {
      properties = ["file=\(property(path)),line=\(finding.line ?? 1)"] + properties
    }
    return "::\(command) \(properties.joined(separator: ","))::\(data(finding.sentence))\n"
  }
  let more = review.findings.count - lines.count
  return lines.joined()
    + (more > 0 ? "::notice::and \(plural(more, "more finding")) in the job summary\n" : "")
}

extension ReviewFinding {
  /// The finding and the next command, on one line.
  var sentence: String { text + (command.map { "; next: \($0)" } ?? "") }
}

/// Escaped as the runner expects it.
private func data(_ text: String) -> String {
  percentEncoded(logText(text), "%\r\n")
}

private func property(_ text: String) -> String {
  percentEncoded(logText(text), "%\r\n:,")
}

/// With some ASCII characters as `%` and two hexadecimal digits.
private func percentEncoded(_ text: String, _ marks: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    if marks.unicodeScalars.contains(scalar) {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// One line of untrusted text for the log of a pipeline, where it must form no workflow command:
/// `##[` anywhere in a line would start one in the runner's older syntax.
public func logText(_ text: String) -> String {
  broken(escaped(text, limit: 1_000), after: ["##"])
}
