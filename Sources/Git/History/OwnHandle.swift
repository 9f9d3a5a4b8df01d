import Release
import Synchronization

/// A handle on the repository for one thread at a time, opened when it is first needed; what it
/// has learnt of the packs serves the next one.
final class OwnHandle: Sendable {
  private let path: String
  private let repository = Mutex<Repository?>(nil)

  init(repository path: String) { self.path = path }

  func use<Value: Sendable>(
    _ body: (Repository) throws(Problem) -> Value
  ) throws(Problem) -> Value {
    try repository.withLock { kept throws(Problem) in
      if let kept { return try body(kept) }
      let opened = try Repository.open(at: path)
      kept = opened
      return try body(opened)
    }
  }
}
