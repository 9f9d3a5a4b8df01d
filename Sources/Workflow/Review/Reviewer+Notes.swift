import Git
import Release
import Report

extension Reviewer {
  /// Are the notes committed, and would `relman prepare` leave them as they are? Links aside, which
  /// differ in a fork. A release's own notes are what they are.
  mutating func lookAtNotes() throws(Problem) {
    guard !review.isTagged, let path = review.notes?.path, let version = review.version else {
      return
    }
    let command: ShellCommand = try "relman prepare \(project.line.isAlone ? version : tag.name)"
    guard let committed = try repository.file(at: path, in: tag.commit) else {
      try find(.notes, "\(path) is not committed", command: command)
      return
    }
    let text = String(decoding: committed, as: UTF8.self)
    guard try withoutLinks(regenerated(text)) != withoutLinks(text) else { return }
    try find(.notes, "\(path) is out of date", at: path, line: 1, command: command)
  }

  /// The notes with what HEAD has brought since; what a person wrote stays.
  private func regenerated(_ text: String) throws(Problem) -> String {
    guard let version = try project.line.version(ofTag: tag.name) else { return text }
    let notes = try NotesReader(project)
      .notes(upcoming: version, tag: tag.name, on: project.context.now().day)
    let generated = try markdown(notes, form: project.notesForm())
    return CuratedNotes(text).regenerated(as: generated)
  }
}
