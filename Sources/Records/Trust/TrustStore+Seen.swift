import Git
import Glibc
import Release

extension TrustStore {
  /// Checks what is here against what was seen, and keeps what is new.
  ///
  /// - Parameter mayFail: where a pin was given, a runner without a memory of its own goes on.
  func remember(_ chain: PolicyChain, mayFail: Bool) throws(Problem) {
    guard let file = try marksFile(mayFail: mayFail) else { return }
    do throws(Problem) {
      guard try newMarks(file.read(), chain, file) != nil else { return }
      try file.update { bytes throws(Problem) in try newMarks(bytes, chain, file) }
    } catch {
      guard mayFail, error.kind == .inputOutput else { throw error }
      store.context.say("warning: what was seen of \(address) is not kept: \(error.message)")
    }
  }

  /// Nil where nothing is new.
  private func newMarks(
    _ bytes: [UInt8]?, _ chain: PolicyChain, _ file: TrustedFile
  ) throws(Problem) -> [UInt8]? {
    let old = try HighWaterMarks.read(bytes, of: address, file: file)
    if let loss = try losses(of: chain, since: old).first {
      throw Problem(
        .badData,
        "\(loss), as \(file.path) says; where that was reset on purpose, relman policy accept "
          + "goes on from what is here",
        hint: remote.map { "relman sync \($0)" } ?? "relman policy accept")
    }
    let new = try marks(of: chain, since: old)
    return try new == old ? nil : new.canonical()
  }

  /// What was seen and is not here, in words. Marks that are damaged say nothing any more.
  public func losses(of chain: PolicyChain) throws(Problem) -> [String] {
    guard let file = try marksFile(mayFail: true) else { return [] }
    let bytes = try file.read()
    do throws(Problem) {
      return try losses(of: chain, since: HighWaterMarks.read(bytes, of: address, file: file))
    } catch {
      guard error.kind == .badData else { throw error }
      return [error.message]
    }
  }

  /// The chain that ends in a commit, if it is of the same policy as `ours`, and holds the newest
  /// version that was seen; nil where it is not.
  public func trusted(_ tip: ObjectID, like ours: PolicyChain) throws(Problem) -> PolicyChain? {
    let chain: PolicyChain
    do throws(Problem) {
      chain = try PolicyChain(at: tip, store)
    } catch {
      guard error.kind == .badData else { throw error }
      return nil
    }
    let file = try marksFile(mayFail: true)
    let seen = try file.map { file throws(Problem) in
      try HighWaterMarks.read(file.read(), of: address, file: file).policy
    }
    guard chain.first.digest == ours.first.digest else { return nil }
    guard let seen = seen ?? nil else { return chain }
    return chain.signed.contains { $0.digest == seen.digest } ? chain : nil
  }

  /// From here on less than before is enough.
  func forget() throws(Problem) {
    guard let file = try marksFile(mayFail: false) else { return }
    try file.update { bytes throws(Problem) in
      try bytes == nil ? nil : HighWaterMarks(address).canonical()
    }
  }

  private func marksFile(mayFail: Bool) throws(Problem) -> TrustedFile? {
    try stateFolder(mayFail: mayFail).map { folder throws(Problem) in
      try HighWaterMarks.file(address, in: folder)
    }
  }

  /// What was seen and is not here, in words.
  private func losses(of chain: PolicyChain, since marks: HighWaterMarks) throws(Problem)
    -> [String]
  {
    var result: [String] = []
    if let seen = marks.policy, !chain.signed.contains(where: { $0.digest == seen.digest }) {
      result.append(
        "the policy of \(address) is version \(chain.rules.version) (\(chain.rules.digest.short)) "
          + "here, and was version \(seen.version) (\(seen.digest.short))")
    }
    let repository = store.repository
    for (ref, seen) in marks.tips.sorted(by: { $0.key < $1.key }) {
      let here = store.snapshot[ref]
      if here == seen { continue }
      if let here, repository.contains(seen), try repository.isAncestor(seen, of: here) { continue }
      result.append(
        "\(escaped(ref, limit: 200)) of \(address) is \(here?.short ?? "absent") here, and was "
          + seen.short)
    }
    return result
  }

  private func marks(
    of chain: PolicyChain, since old: HighWaterMarks
  ) throws(Problem) -> HighWaterMarks {
    var new = old
    let tracking = try tracking()
    if try isPublished(RefName.policy, at: chain.tip, tracking) {
      new.policy = chain.inForce.reference
      if remote != nil { new.tips[RefName.policy] = chain.tip }
    }
    // Into a repository without a remote nobody pushes; a copy put back there is its owner's.
    guard remote != nil else { return new }
    for prefix in [RefName.deployments, RefName.notes] {
      for ref in store.snapshot.refs(prefix: prefix)
      where try isPublished(ref.name, at: ref.target, tracking) { new.tips[ref.name] = ref.target }
    }
    return new
  }

  /// The remote whose copies of refs are here; nil where there are none: refs were fetched over our
  /// own, as runners do, and all is the remote's.
  func tracking() throws(Problem) -> String? {
    guard let remote else { return nil }
    let copies = try store.repository.references(prefix: Remote.tracking(remote))
    return copies.isEmpty ? nil : remote
  }

  /// What the remote has too. What only this clone has is not seen at the address: another clone
  /// on this machine must not be refused for want of it.
  private func isPublished(
    _ ref: String, at tip: ObjectID, _ tracking: String?
  ) throws(Problem) -> Bool {
    guard let tracking else { return true }
    let repository = store.repository
    let theirs = Remote.trackingName(of: ref, at: tracking)
    guard let their = try repository.reference(theirs) else { return false }
    if their == tip { return true }
    do throws(Problem) {
      return try repository.isAncestor(tip, of: their)
    } catch {
      // What somebody pushed there is no history at all, and so has nothing of ours.
      guard error.kind == .badData else { throw error }
      return false
    }
  }

  /// Nil where a runner without a home was given a pin.
  private func stateFolder(mayFail: Bool) throws(Problem) -> String? {
    let context = store.context
    if access(context.systemState, W_OK) == 0 { return context.systemState }
    if let state = context.environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/relman"
    }
    if mayFail, context.environment["HOME"] == nil { return nil }
    return try context.home() + "/.local/state/relman"
  }
}
