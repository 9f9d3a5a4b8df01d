import Git
import Records
import Release

/// When a question about the past is about.
public enum AskedTime: Sendable {
  case time(Instant)
  /// A deployment, by its id or the first digits of it.
  case deployment(String)

  /// - Throws: `.usage` for what is neither.
  public init(_ text: String) throws(Problem) {
    if let time = Instant(text) {
      self = .time(time)
    } else if (4...32).contains(text.utf8.count), text.utf8.allSatisfy(isHexadecimalDigit) {
      self = .deployment(text)
    } else {
      throw Problem(
        .usage,
        "\(quoted(text)) is neither a time like 2026-11-21T09:30:00Z nor the id of a deployment",
        hint: "relman verify --help")
    }
  }
}

/// Was the release allowed to enter the environment then? By the rules that were in force, the
/// statements and records that were there and the clock of that moment; or, for a deployment, by
/// those that its record names.
///
/// - Throws: `.usage` for a time that is yet to come; `.notFound` for a deployment that is not on
///   record.
public func verifyRelease(
  _ tag: String, entering environment: String, at asked: AskedTime, _ context: CommandContext
) throws(Problem) -> VerifyResult {
  let project = try Project.open(context)
  let chain = try project.policy()
  let moment = try project.moment(asked, tag, environment, chain)
  let gate = try Gate(tag, project, at: moment)
  let verdict = try gate.verdict(
    entering: environment, deployer: moment.subject?.deployment.by, gate.reproduction())
  var result = try VerifyResult(verdict, gate, environment: environment)
  result.at = try VerifiedThen(moment, gate, chain)
  return result
}

extension Project {
  fileprivate func moment(
    _ asked: AskedTime, _ tag: String, _ environment: String, _ chain: PolicyChain
  ) throws(Problem) -> PastMoment {
    switch asked {
    case .time(let time):
      guard time <= context.now() else {
        throw Problem(
          .usage, "\(time) is yet to come: it is \(context.now())",
          hint: "relman verify \(tag) \(environment)")
      }
      return PastMoment(time: time, witnesses: try witnesses(until: time, chain))
    case .deployment(let id):
      let ledger = Ledger(store, environment: environment, verifier: verifier(chain))
      return PastMoment(of: try ledger.opening(of: id, tag))
    }
  }

  /// The newest record of each environment that was made by then.
  private func witnesses(
    until time: Instant, _ chain: PolicyChain
  ) throws(Problem) -> [LedgerEntry] {
    let verifier = verifier(chain)
    var result: [LedgerEntry] = []
    for environment in chain.rules.environments.keys.sorted() {
      let ledger = Ledger(store, environment: environment, verifier: verifier, until: time)
      if let latest = try ledger.latest() { result.append(latest) }
    }
    return result
  }
}

extension Ledger {
  /// The record with which the last turn at a deployment was opened that led forward.
  fileprivate func opening(of id: String, _ tag: String) throws(Problem) -> LedgerEntry {
    var found: LedgerEntry?
    var others: Set<String> = []
    try entries { entry in
      let deployment = entry.deployment
      guard deployment.id.hasPrefix(id) else { return true }
      others.insert(deployment.id)
      let isOpening = entry.record.session != nil && deployment.state.goesForward
      if found == nil, isOpening, deployment.action == .deploy { found = entry }
      return true
    }
    guard others.count < 2 else {
      throw Problem(
        .usage, "\(quoted(id)) stands for \(others.count) deployments: give more digits",
        hint: "relman log \(environment)")
    }
    guard let found else {
      throw Problem(
        .notFound,
        others.isEmpty
          ? "\(environment) has no deployment \(quoted(id))"
          : "\(quoted(id)) is a rollback, which needs no verdict",
        hint: "relman log \(environment)")
    }
    guard found.deployment.tag == tag else {
      throw Problem(
        .notFound,
        "the deployment \(quoted(id)) is of \(found.deployment.tag), not of \(quoted(tag))",
        hint: "relman verify \(found.deployment.tag) \(environment) --at \(id)")
    }
    return found
  }
}

private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
  default: false
  }
}
