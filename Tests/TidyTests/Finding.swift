/// A place that breaks a rule.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  /// From 1.
  let line: Int
  let rule: String

  var description: String { "\(path):\(line): \(rule)" }
}

extension Sequence where Element: StringProtocol {
  /// One finding for each line of the file that the rule has something to say about.
  func findings(in path: String, _ rule: (Element) -> String?) -> [Finding] {
    enumerated().compactMap { index, line in
      rule(line).map { Finding(path: path, line: index + 1, rule: $0) }
    }
  }
}
