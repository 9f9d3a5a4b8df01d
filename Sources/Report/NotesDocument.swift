import Release

/// The Markdown parts of release notes: a title, sections of list items, a last line.
struct NotesDocument {
  var title: String
  var sections: [Section] = []
  /// A link to the forge's page that compares it with the previous release.
  var link: String?
  /// The number of commits, shown or hidden.
  var commits: Int

  struct Section {
    var heading: String
    /// Each a list item, including its newlines.
    var items: [String]
  }

  var text: String {
    var result = "## \(title)\n"
    if sections.isEmpty { result += "\nNothing to announce (\(plural(commits, "commit"))).\n" }
    for section in sections {
      result += "\n### \(section.heading)\n\n"
      for item in section.items { result += item }
    }
    if let link { result += "\n\(link)\n" }
    return result
  }
}

/// The average length of a line of the notes.
private let bytesOfItem = 80

/// Release notes as Markdown, one release after the other.
///
/// - Throws: `.configuration` where the output of the form's template is too long.
public func markdown(
  _ releases: [ReleaseNotes], form: NotesForm
) throws(Problem) -> String {
  var text = ""
  text.reserveCapacity(releases.reduce(0) { $0 + $1.commits.count } * bytesOfItem)
  for (index, notes) in releases.enumerated() {
    if index > 0 { text += "\n" }
    text += try markdown(notes, form: form)
  }
  guard form.style == .keepAChangelog else { return text }
  let links = releases.compactMap { linkDefinition(of: $0) }.joined()
  return links.isEmpty ? text : text + "\n" + links
}

/// The notes of one release: a heading and sections, or the output of the form's template.
public func markdown(_ notes: ReleaseNotes, form: NotesForm) throws(Problem) -> String {
  switch form.style {
  case .keepAChangelog: return keepAChangelog(notes, form: form).text
  case .markdown:
    let document = document(notes, form: form)
    guard let template = form.template else { return document.text }
    return try template.render(NotesContext.release(notes, document, form: form))
  }
}

private func document(_ notes: ReleaseNotes, form: NotesForm) -> NotesDocument {
  let writer = ItemWriter(form: form)
  var result = NotesDocument(title: title(of: notes), commits: notes.commits.count)
  var sections = notes.sections(by: form.rules).map { section in
    NotesDocument.Section(
      heading: markdownEscaped(section.heading),
      items: section.items.map { writer.item($0, namesType: section.namesTypes) })
  }
  let breaking = notes.tickets.compactMap { ticket in
    ticket.breaking.map { ticketItem(ticket, $0) }
  }
  if !breaking.isEmpty {
    if sections.first?.heading != NotesSection.breaking {
      sections.insert(.init(heading: NotesSection.breaking, items: []), at: 0)
    }
    sections[0].items += breaking
  }
  let index = sections.first?.heading == NotesSection.breaking ? 1 : 0
  sections.insert(contentsOf: extraSections(notes), at: index)
  if let contributors = notes.contributors {
    sections.append(.init(heading: "Contributors", items: contributors.map(contributorItem)))
  }
  result.sections = sections.filter { !$0.items.isEmpty }
  result.link = comparison(in: notes)
  return result
}

/// The upgrade steps from tickets, and the migrations.
private func extraSections(_ notes: ReleaseNotes) -> [NotesDocument.Section] {
  let upgrades = notes.tickets.compactMap { ticket in
    ticket.upgrade.map { ticketItem(ticket, $0) }
  }
  return [
    .init(heading: "Upgrade steps", items: upgrades),
    .init(heading: "Migrations", items: notes.migrations.map(databaseItem)),
  ]
}

private func title(of notes: ReleaseNotes) -> String { markdownEscaped(titleText(of: notes)) }

func titleText(of notes: ReleaseNotes) -> String {
  guard let tag = notes.tag ?? notes.version else { return "Unreleased" }
  return tag + (notes.date.map { " — \($0)" } ?? "")
}

private func comparison(in notes: ReleaseNotes) -> String? {
  guard let address = notes.compare, let previous = notes.previous else { return nil }
  let names = "\(previous)...\(notes.tag ?? "HEAD")"
  return "[\(markdownEscaped(names))](\(address))"
}

/// With the sections of keepachangelog.com, in their order.
private func keepAChangelog(_ notes: ReleaseNotes, form: NotesForm) -> NotesDocument {
  let writer = ItemWriter(form: form)
  let name = notes.version ?? notes.tag
  let date = notes.date.map { " - \($0)" } ?? ""
  var result = NotesDocument(
    title: name.map { "[\(markdownEscaped($0))]\(date)" } ?? "[Unreleased]",
    commits: notes.commits.count)
  var items: [KeepAChangelog: [String]] = [:]
  for section in notes.sections(by: form.rules) {
    for item in section.items {
      items[KeepAChangelog(type: item.type), default: []].append(
        writer.item(item, namesType: section.namesTypes, marksBreaking: true))
    }
  }
  items[.changed, default: []] += notes.migrations.map(databaseItem)
  result.sections = KeepAChangelog.allCases.map {
    .init(heading: $0.rawValue, items: items[$0] ?? [])
  }
  let upgrades = notes.tickets.compactMap { ticket in
    (ticket.breaking ?? ticket.upgrade).map { ticketItem(ticket, $0) }
  }
  result.sections.append(.init(heading: "Upgrade steps", items: upgrades))
  result.sections.removeAll(where: \.items.isEmpty)
  return result
}

/// `[1.4.0]: https://…`, the target of the link in the heading.
func linkDefinition(of notes: ReleaseNotes) -> String? {
  guard let address = notes.compare else { return nil }
  return "[\(notes.version ?? notes.tag ?? "Unreleased")]: \(address)\n"
}
