import Release

/// A team's own template of release notes: Markdown with placeholders, a subset of Mustache
/// (mustache(5)): `{{name}}` escaped for Markdown, `{{{name}}}` unescaped, `{{#name}}…{{/name}}`
/// for each item of a list or if there is a value, `{{^name}}…{{/name}}` if there is none, and `{{!
/// comments }}`.
public struct Template: Hashable, Sendable {
  let parts: [Part]
  private let file: SourceFile

  enum Part: Hashable, Sendable {
    case text(String)
    case value(name: String, isRaw: Bool)
    case section(name: String, isInverted: Bool, parts: [Part])
  }

  /// - Throws: `.configuration`, with file, line and column.
  public init(_ text: String, file: SourceFile) throws(Problem) {
    var parser = try TemplateParser(text, file: file)
    parts = try parser.parse()
    self.file = file
  }

  /// - Throws: `.configuration` where nested sections produce an unreasonable amount of text.
  func render(_ context: TemplateContext) throws(Problem) -> String {
    var writer = TemplateWriter(file: file)
    try writer.write(parts, [context])
    return writer.text
  }
}

/// The values of placeholders.
typealias TemplateContext = [String: TemplateValue]

enum TemplateValue {
  case text(String)
  case list([TemplateContext])

  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    }
  }
}

private struct TemplateWriter {
  let file: SourceFile
  private(set) var text = ""
  private var steps = 0

  init(file: SourceFile) { self.file = file }

  /// - Parameter contexts: the innermost last; a name is looked up from there outwards.
  mutating func write(
    _ parts: [Template.Part], _ contexts: [TemplateContext]
  ) throws(Problem) {
    for part in parts {
      steps += 1
      guard steps <= 5_000_000, text.utf8.count <= 32 << 20 else {
        throw Problem(.configuration, "\(file): its output is too long")
      }
      switch part {
      case .text(let part): text += part
      case .value(let name, let isRaw):
        guard case .text(let value)? = value(of: name, in: contexts) else { continue }
        text += isRaw ? value : markdownEscaped(value)
      case .section(let name, let isInverted, let inner):
        try writeSection(inner, value(of: name, in: contexts), isInverted, contexts)
      }
    }
  }

  private mutating func writeSection(
    _ parts: [Template.Part], _ value: TemplateValue?, _ isInverted: Bool,
    _ contexts: [TemplateContext]
  ) throws(Problem) {
    let isEmpty = value?.isEmpty ?? true
    if isInverted {
      if isEmpty { try write(parts, contexts) }
    } else if case .list(let items)? = value {
      for item in items { try write(parts, contexts + [item]) }
    } else if !isEmpty {
      try write(parts, contexts)
    }
  }

  private func value(of name: String, in contexts: [TemplateContext]) -> TemplateValue? {
    contexts.reversed().lazy.compactMap { $0[name] }.first
  }
}
