import Git
import Records
import Release
import Scratch

extension Scratch {
  /// The records as they stand by now.
  func store() throws -> RecordStore { try recordStore(at: path, environment) }

  func counted(_ ref: String) throws -> CountedNotes { try store().notes(ref) }
}

/// The records of a scratch repository, with the machine's folders beside it.
func recordStore(at path: String, _ environment: [String: String]) throws -> RecordStore {
  var environment = environment
  environment["XDG_STATE_HOME"] = nil
  return try RecordStore(
    Repository.open(at: path),
    CommandContext(
      folder: path, environment: environment, systemFolder: path + "/../etc",
      systemState: path + "/../var", now: { Instant(seconds: 1_767_600_000) }, say: { _ in },
      isInterrupted: { false }, checkpoint: { _ throws(Problem) in }))
}
