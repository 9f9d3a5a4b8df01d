import Git
import Records
import Release
import Scratch

extension Scratch {
  /// The records as they stand by now.
  func store() throws -> RecordStore {
    var environment = self.environment
    environment["XDG_STATE_HOME"] = nil
    return try RecordStore(
      Repository.open(at: path),
      CommandContext(
        folder: path, environment: environment, systemFolder: self.path("../etc"),
        systemState: self.path("../var"), now: { Instant(seconds: 1_767_600_000) },
        say: { _ in }, isInterrupted: { false }, checkpoint: { _ throws(Problem) in }))
  }

  func counted(_ ref: String) throws -> CountedNotes { try store().notes(ref) }
}
