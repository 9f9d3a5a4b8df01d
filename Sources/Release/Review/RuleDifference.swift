/// A file of the rules that a commit has otherwise than the policy in force.
public struct RuleDifference: Hashable, Sendable {
  public var file: ReviewedFile
  public var state: State
  /// Where the first difference is in the commit's file, from 1.
  public var line: Int

  /// What the commit does to the file that is in force.
  public enum State: String, Hashable, Sendable {
    case adds, changes, removes
  }

  /// Nil where both say the same.
  ///
  /// - Parameters:
  ///   - inForce: nil where the policy does not have the file.
  ///   - proposed: nil where the commit does not have it.
  ///   - source: the commit's file, where the texts are another form of it: the difference is
  ///     looked for there by the keys that lead to it.
  public init?(path: String, inForce: String?, proposed: String?, source: String? = nil) {
    guard inForce.map({ Array($0.utf8) }) != proposed.map({ Array($0.utf8) }) else { return nil }
    let lines = lineChanges(from: inForce ?? "", to: proposed ?? "")
    file = ReviewedFile(path: path, lines: lines)
    state = inForce == nil ? .adds : proposed == nil ? .removes : .changes
    let start = lines.prefix { $0.hasPrefix(" ") }
    let end = lines.lastIndex { !$0.hasPrefix("-") } ?? 0
    if state != .changes || start.count == lines.count {
      line = 1
    } else if let source {
      line = place(of: lines[...start.count].map { $0.dropFirst() }, in: source)
    } else {
      line = min(start.count, end) + 1
    }
  }
}

/// The line of a source that says what the last of these lines says in another form: that of its
/// own key, else of the key above it at the margin, else the first.
private func place(of lines: [Substring], in source: String) -> Int {
  let source = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  guard let top = lines.lastIndex(where: { $0.topKey != nil }),
    let start = source.firstIndex(where: { $0.topKey == lines[top].topKey })
  else { return 1 }
  let part = source[(start + 1)...].prefix { $0.topKey == nil }
  let inner = lines[(top + 1)...].last { $0.innerKey != nil }
  let found = inner.flatMap { inner in part.firstIndex { $0.innerKey == inner.innerKey } }
  return (found ?? start) + 1
}

extension Substring {
  /// `gates` of `gates:`.
  fileprivate var topKey: Substring? { first == " " ? nil : key }

  /// `expires` of `  expires: 7d`.
  fileprivate var innerKey: Substring? { first == " " ? drop { $0 == " " }.key : nil }

  private var key: Substring? {
    guard first?.isLetter == true, let colon = firstIndex(of: ":") else { return nil }
    return self[..<colon]
  }
}
