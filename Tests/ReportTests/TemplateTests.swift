import Release
import Report
import Testing

struct TemplateTests {
  private func rendered(_ text: String, _ notes: ReleaseNotes) throws(Problem) -> String {
    try markdown(
      notes,
      form: NotesForm(rules: CommitRules(), template: Template(text, file: ".relman/notes.md")))
  }

  private func problem(_ text: String) -> String? {
    do throws(Problem) {
      _ = try Template(text, file: ".relman/notes.md")
      return nil
    } catch {
      return error.message
    }
  }

  @Test func theStandardTemplateMakesWhatRelmanWrites() throws {
    var some = release(
      "feat(api)!: drop v1 (#12)\n\nBREAKING CHANGE: x\n\ny", "fix: a *b*", "chore: c")
    some.previous = "v1.3.0"
    some.compare = "https://github.com/a/b/compare/v1.3.0...v1.4.0"
    some.migrations = [
      MigrationSummary(database: "shop", change: "c", hasRevert: false, hasVerify: true)
    ]
    for notes in [some, release("chore: a"), release("feat: x", tag: "v_1_.0")] {
      #expect(try rendered(standardTemplate, notes) == markdown(notes, form: plain))
    }
  }

  @Test(
    arguments: [
      ("{{version}}", "1.4.0"), ("{{ version }}", "1.4.0"), ("a{{! remark }}b", "ab"),
      ("{{#previous}}x{{/previous}}", ""), ("{{^previous}}x{{/previous}}", "x"),
      (
        "{{#groups}}{{heading}}:{{#commits}} {{subject}}{{/commits}};{{/groups}}", "Fixes: \\*a\\*;"
      ),
      ("{{#groups}}{{#commits}}{{{subject}}} {{&tag}}{{/commits}}{{/groups}}", "*a* v1.4.0"),
      ("a\n{{#tag}}\nb\n{{/tag}}\nc", "a\nb\nc"), ("a\n  {{! x }}  \nb", "a\nb"),
      ("a {{#tag}} b {{/tag}} c", "a  b  c"), ("{{#tag}}\r\nb\r\n{{/tag}}\r\nc", "b\r\nc"),
      ("{{#tag}}a{{/tag}}\nb", "a\nb"), ("{{#tag}}\n{{/tag}}\nb", "b"),
      ("{ {{version}} }", "{ 1.4.0 }"), ("", ""), ("}}", "}}"),
    ]) func placeholdersAreFilled(template: String, expected: String) throws
  {
    #expect(Array(try rendered(template, release("fix: *a*")).utf8) == Array(expected.utf8))
  }

  @Test(
    arguments: [
      ("x\n {{verson}}", "2:2: there is no placeholder \"verson\"; did you mean \"version\"?"),
      ("{{#tag}}", "1:1: {{#tag}} is never closed"),
      ("{{/tag}}", "1:1: {{/tag}} closes no open section"),
      ("é{{#tag}}{{/version}}", "1:10: {{/version}} closes no open section"),
      ("a {{tag", "1:3: a tag is not closed by }}"),
      ("{{{tag}}", "1:1: a tag is not closed by }}}"),
      ("{{}}", "1:1: there is no placeholder \"\""),
      (String(repeating: "{{#tag}}", count: 21), "1:161: sections are nested too deeply"),
    ]) func anErrorNamesItsPlace(template: String, message: String)
  {
    #expect(problem(template) == ".relman/notes.md:" + message)
  }

  @Test func sectionsWithinThemselvesAreStopped() {
    let loops = String(repeating: "{{#groups}}{{#commits}}", count: 10)
    let ends = String(repeating: "{{/commits}}{{/groups}}", count: 10)
    let messages = (0..<20).map { "fix: \($0)" }
    let ada = Ident(name: "Ada", mail: "a@x", time: Instant(seconds: 0))
    let commits = messages.map { message in
      CommitSummary(
        Commit(
          id: .zero, tree: .zero, parents: [], author: ada, committer: ada, message: message))
    }
    let notes = ReleaseNotes(
      tag: nil, version: nil, date: nil, previous: nil, commits: commits, rules: CommitRules())
    #expect(throws: Problem.self) { try rendered(loops + "x" + ends, notes) }
  }
}
