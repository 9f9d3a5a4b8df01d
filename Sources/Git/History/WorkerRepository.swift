import Release
import Synchronization

/// A handle on the repository for one thread at a time, opened when it is first needed. All of them
/// read the same packs.
final class WorkerRepository: Sendable {
  private let path: String
  private let packs: Packs
  private let repository = Mutex<Repository?>(nil)

  init(repository path: String, packs: Packs) {
    self.path = path
    self.packs = packs
  }

  func use<Value: Sendable>(
    _ body: (Repository) throws(Problem) -> Value
  ) throws(Problem) -> Value {
    try repository.withLock { kept throws(Problem) in
      if let kept { return try body(kept) }
      let opened = try Repository.open(at: path, sharing: packs)
      kept = opened
      return try body(opened)
    }
  }
}
