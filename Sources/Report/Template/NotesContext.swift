import Release

/// The placeholders of a release notes template, and their values.
enum NotesContext {
  /// Every placeholder, in whatever section it may be used.
  static let names: Set<String> = [
    "tag", "version", "date", "previous", "compare", "title", "count", "range",
    "sections", "heading", "items", "text",
    "groups", "commits", "subject", "type", "scope", "breaking", "note", "id", "short", "link",
    "pullRequest", "pullRequestLink", "change", "author",
    "tickets", "name", "upgrade", "migrations", "database", "hasRevert", "hasVerify",
    "contributors", "isNew",
  ]

  static func release(
    _ notes: ReleaseNotes, _ document: NotesDocument, form: NotesForm
  ) -> TemplateContext {
    [
      "title": .text(titleText(of: notes)), "tag": text(notes.tag), "version": text(notes.version),
      "date": text(notes.date?.description), "previous": text(notes.previous),
      "compare": text(notes.compare),
      "range": text(notes.previous.map { "\($0)...\(notes.tag ?? "HEAD")" }),
      "count": .text(plural(notes.commits.count, "commit")),
      "sections": .list(document.sections.map(section)),
      "groups": .list(notes.sections(by: form.rules).map { group($0, form.forge) }),
      "tickets": .list(notes.tickets.map(ticket)),
      "migrations": .list(notes.migrations.map(migration)),
      "contributors": .list((notes.contributors ?? []).map(contributor)),
    ]
  }

  /// A section in relman's standard form, with its items as Markdown.
  private static func section(_ section: NotesDocument.Section) -> TemplateContext {
    [
      "heading": .text(section.heading),
      "items": .list(section.items.map { ["text": .text(String($0.dropLast()))] }),
    ]
  }

  private static func group(_ section: NotesSection, _ forge: Forge?) -> TemplateContext {
    [
      "heading": .text(section.heading),
      "commits": .list(section.items.map { commit($0, forge) }),
    ]
  }

  private static func commit(_ item: NotesItem, _ forge: Forge?) -> TemplateContext {
    [
      "subject": .text(item.subject), "type": text(item.type), "scope": text(item.scope),
      "breaking": flag(item.isBreaking), "note": text(item.breakingNote),
      "id": .text(item.commit.id.hex), "short": .text(item.commit.id.short),
      "link": text(forge?.commit(item.commit.id)), "change": text(item.commit.change),
      "pullRequest": text(item.commit.pullRequest.map(String.init)),
      "pullRequestLink": text(item.commit.pullRequest.flatMap { forge?.pullRequest($0) }),
      "author": .text(item.commit.author.name),
    ]
  }

  private static func ticket(_ ticket: TicketSummary) -> TemplateContext {
    [
      "id": .text(ticket.id), "name": .text(ticket.title), "breaking": text(ticket.breaking),
      "upgrade": text(ticket.upgrade),
    ]
  }

  private static func migration(_ change: MigrationSummary) -> TemplateContext {
    [
      "database": .text(change.database), "change": .text(change.change),
      "hasRevert": flag(change.hasRevert), "hasVerify": flag(change.hasVerify),
    ]
  }

  private static func contributor(_ person: Contributor) -> TemplateContext {
    [
      "name": .text(person.name), "count": .text(plural(person.commits, "commit")),
      "isNew": flag(person.isNew),
    ]
  }

  private static func text(_ text: String?) -> TemplateValue { .text(text ?? "") }
  private static func flag(_ flag: Bool) -> TemplateValue { .text(flag ? "yes" : "") }
}

/// The template that produces the same as relman's standard form.
public let standardTemplate = """
  ## {{title}}
  {{^sections}}

  Nothing to announce ({{count}}).
  {{/sections}}
  {{#sections}}

  ### {{{heading}}}

  {{#items}}
  {{{text}}}
  {{/items}}
  {{/sections}}
  {{#compare}}

  [{{range}}]({{{compare}}})
  {{/compare}}

  """
