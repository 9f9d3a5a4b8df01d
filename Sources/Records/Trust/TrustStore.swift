import Platform
import Git
import Release

/// What this machine believes of a repository and has seen of it, outside of the repository: whose
/// policy counts, by the repository's address, and how far it had come.
///
/// Whoever may push may put an older policy, or one of their own, in the place of the real one, and
/// a repository's own id goes along with it. The address does not: it stands in this clone.
public struct TrustStore {
  let store: RecordStore
  /// The remote whose address counts; nil where the repository has none.
  public let remote: String?
  public let address: RemoteAddress

  /// By `origin`, else the first remote there is, else the repository's own folder.
  public init(_ store: RecordStore) throws(Problem) {
    self.store = store
    let repository = store.repository
    let names = try repository.remotes()
    remote = names.contains("origin") ? "origin" : names.first
    if let remote, let url = try repository.remoteURL(remote) {
      address = RemoteAddress(url, from: store.topFolder)
    } else {
      address = RemoteAddress(repository.commonDirectory, from: "/")
    }
  }

  /// Checks a policy against what is known of its address, or pins it on first use and says so;
  /// then remembers how far it has come.
  ///
  /// - Throws: `.badData` for another policy than the one that is known, or less than was seen;
  ///   `.notPermitted` for one that is not known where nothing is trusted on first use.
  func require(_ chain: PolicyChain) throws(Problem) {
    let isGiven = try requireGivenPin(chain)
    try requireKnown(chain, isGiven: isGiven)
    try remember(chain, mayFail: isGiven)
  }

  /// - Returns: whether `RELMAN_PIN` or `--pin` gave a pin, which this policy holds.
  private func requireGivenPin(_ chain: PolicyChain) throws(Problem) -> Bool {
    guard let text = store.context.environment[TrustStore.pinVariable] else { return false }
    guard let pin = Digest(hex: text) else {
      throw Problem(
        .usage, "the pin \(quoted(text)) is no digest: expected 64 hexadecimal digits",
        hint: "relman policy accept")
    }
    guard chain.signed.contains(where: { $0.digest == pin }) else {
      throw Problem(
        .badData,
        "the policy of \(address) is not the one that was pinned: the pin is \(pin.short), and "
          + "that of the first version here \(chain.first.digest.short)",
        hint: "relman policy accept")
    }
    return true
  }

  /// Where a pin is given, as `relman --pin` does.
  public static let pinVariable = "RELMAN_PIN"

  private func requireKnown(_ chain: PolicyChain, isGiven: Bool) throws(Problem) {
    let first = chain.first
    // A runner that was given a pin may have no home.
    if isGiven, !isManaged, store.context.environment["HOME"] == nil { return }
    let file = try knownFile()
    if let known = try known(in: file) {
      guard known.repository == first.version.repository, known.first == first.digest else {
        throw Problem(
          .badData,
          "the policy of \(address) is not the one that was pinned: \(file.path):\(known.number) "
            + "says \(known.first.short) of repository \(known.repository.prefix(12)), and here "
            + "is \(first.digest.short) of \(first.version.repository.prefix(12))",
          hint: "relman policy accept")
      }
      return
    }
    guard !isGiven else { return }
    guard !isManaged else {
      throw Problem(
        .notPermitted,
        "\(file.path) does not know \(address), and where it exists nothing is trusted on first "
          + "use", hint: "relman policy accept")
    }
    try pin(first)
    store.context.say(
      "relman: trusting the policy of repository \(first.version.repository.prefix(12)) on first "
        + "use (\(first.digest.short), pinned for \(address) in \(file.path))")
  }

  /// Whether an administrator says whom this machine trusts.
  private var isManaged: Bool { isEntry(managedPath) }

  private var managedPath: String { store.context.systemFolder + "/known_repositories" }

  /// The one file that counts.
  func knownFile() throws(Problem) -> TrustedFile {
    if isManaged { return TrustedFile(managedPath) }
    return TrustedFile(try store.context.home() + "/.config/relman/known_repositories")
  }

  func known(in file: TrustedFile) throws(Problem) -> KnownRepositories.Line? {
    guard let bytes = try file.read() else { return nil }
    return try KnownRepositories(bytes, file: file.path)[address]
  }

  func pin(_ first: PolicyEntry) throws(Problem) {
    let file = try knownFile()
    try file.update { bytes throws(Problem) in
      try KnownRepositories.pin(
        address, repository: first.version.repository, first: first.digest, in: bytes ?? [],
        file: file.path)
    }
  }

  /// Trusts a policy, whatever was trusted before, and goes on from what of it is here.
  public func accept(_ chain: PolicyChain) throws(Problem) {
    try pin(chain.first)
    try forget()
    try remember(chain, mayFail: false)
  }

  /// Pins the policy that is founded here.
  ///
  /// - Throws: `.badData` where this remote is known with another: whoever took it away from there
  ///   would have it founded anew.
  public func found(_ draft: PolicyDraft) throws(Problem) {
    let file = try knownFile()
    if let known = try known(in: file), known.first != draft.digest, let remote {
      throw Problem(
        .badData,
        "\(address) has a policy already, says \(file.path):\(known.number): \(known.first.short) "
          + "of repository \(known.repository.prefix(12)); fetch it, or take that line out",
        hint: "relman sync \(remote)")
    }
    // A folder of the same name may have had another repository before.
    if remote == nil { try forget() }
    try file.update { bytes throws(Problem) in
      try KnownRepositories.pin(
        address, repository: draft.version.repository, first: draft.digest, in: bytes ?? [],
        file: file.path)
    }
  }
}
