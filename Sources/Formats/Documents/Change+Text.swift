import Release

/// A new ticket's text: every field, the empty ones as comments so that one sees what there is, and
/// under each heading the questions that help to fill it.
///
/// - Parameter questions: false leaves the questions out.
public func ticketText(for change: Change, questions: Bool = true) -> String {
  var text = "---\n" + fields(of: change) + "---\n"
  for section in Change.Section.allCases {
    text += "\n## \(section.heading)\n"
    if questions {
      text += "\n<!-- " + section.questions.joined(separator: "\n     ") + " -->\n"
    }
    if let content = change.sections[section], !content.isEmpty { text += "\n\(content)\n" }
  }
  return text
}

private func fields(of change: Change) -> String {
  var text = "title: \(yamlQuoted(change.title))\n"
  text += "risk: \(change.risk.rawValue)  # \(names(Risk.self))\n"
  text += field("assignee", change.assignee, "who makes it")
  text += field("validator", change.validator, "who says that it worked")
  text += field("schedule", change.schedule, "when it is wanted")
  text += "strategy: \(change.strategy.rawValue)  # \(names(Change.Strategy.self))\n"
  text += field("toggle", change.toggle, "the feature toggle that switches it on")
  text += field("model", change.model, "the release model, where the risk does not say")
  text += list("links", change.links, "issues, discussions, designs")
  text += list(
    "paths", change.paths.map(\.pattern), "files that belong to it, whoever commits them")
  return text
}

private func names<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> String
where Value.RawValue == String {
  type.allCases.map(\.rawValue).joined(separator: " | ")
}

private func field(_ key: String, _ value: String?, _ what: String) -> String {
  value.map { "\(key): \(yamlText($0))\n" } ?? "# \(key):  # \(what)\n"
}

private func list(_ key: String, _ values: [String], _ what: String) -> String {
  if values.isEmpty { return "# \(key): []  # \(what)\n" }
  return "\(key): [\(values.map(yamlQuoted).joined(separator: ", "))]\n"
}

extension Change.Section {
  /// What helps to fill it.
  fileprivate var questions: [String] {
    switch self {
    case .description:
      ["What changes, and where? What will users see, and which of them?"]
    case .justification:
      ["Why now? What happens if it is not done?"]
    case .deployment:
      [
        "How would somebody who joined last week deploy it?",
        "What must be true before, how long does it take, what does it lock?",
      ]
    case .rollback:
      [
        "How would that person take it back, and until when is that possible?",
        "What is lost then?",
      ]
    case .validation:
      ["How would a user tell that it worked? How would monitoring, and within which time?"]
    case .breaking:
      ["What stops working, and for whom? Release notes show this; leave it empty if nothing does."]
    case .upgrade:
      ["What must whoever upgrades do, step by step? Release notes show this too."]
    case .notes:
      ["What else should the reviewer, the operator or the support desk know?"]
    }
  }
}
