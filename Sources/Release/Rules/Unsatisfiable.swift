/// Something in the rules that nobody could satisfy, or that names what is not there.
public struct RulesFinding: Hashable, Sendable {
  /// Where it is to be mended.
  public var file: String
  public var message: String

  init(_ file: String, _ message: String) {
    self.file = file
    self.message = message
  }
}

/// What makes rules impossible to satisfy, all of it: such rules would close a gate for good, or
/// lock the owners out.
///
/// - Parameters:
///   - able: the persons who have a key that may sign now.
///   - databases: those of the configuration.
public func unsatisfiable(
  _ rules: Rules, withKeys able: Set<String>, databases: Set<String>
) -> [RulesFinding] {
  let check = RulesCheck(rules: rules, able: able, databases: databases)
  return check.people() + check.gatesOfModels() + check.environments()
}

private struct RulesCheck {
  let rules: Rules
  let able: Set<String>
  let databases: Set<String>

  private var policy: Policy { rules.policy }
  private let policyFile = ".relman/policy.yaml"

  init(rules: Rules, able: Set<String>, databases: Set<String>) {
    self.rules = rules
    self.able = able
    self.databases = databases
  }

  func people() -> [RulesFinding] {
    let named = Set(policy.roles.values.joined()).union(policy.owners.people)
    var result = named.subtracting(able).sorted().map { person in
      RulesFinding(
        ".relman/allowed_signers",
        "\(quoted(person)) has no key that may sign now; write a line: \(escaped(person)) "
          + "namespaces=\"relman\" ssh-ed25519 …")
    }
    let owners = Set(policy.owners.people).intersection(able)
    if owners.count < policy.owners.threshold {
      result.append(
        RulesFinding(
          policyFile,
          "\(policy.owners.threshold) owners must sign, and \(owners.count) have a key; write "
            + "threshold: \(max(owners.count, 1)), or more owners"))
    }
    return result
  }

  func gatesOfModels() -> [RulesFinding] {
    rules.models.values.sorted { $0.name < $1.name }.flatMap { model in
      roles(model.approvals.map(\.role), of: ".relman/models/\(model.name).yaml")
    }
  }

  func environments() -> [RulesFinding] {
    rules.environments.values.map(\.environment).sorted { $0.name < $1.name }.flatMap {
      let file = ".relman/environments/\($0.name).yaml"
      let named = $0.gates.approvals.map(\.role) + ($0.deployers ?? [])
      let unknown = roles(named, of: file)
      return unknown + (unknown.isEmpty ? persons($0, file) : []) + after($0, file)
        + targets($0, file)
    }
  }

  private func roles(_ names: [String], of file: String) -> [RulesFinding] {
    var result: [RulesFinding] = []
    for name in Set(names).sorted() {
      guard let people = policy.roles[name] else {
        result.append(
          RulesFinding(
            file,
            "there is no role \(quoted(name))" + suggestion(for: name, among: policy.roles.keys)
              + "; write it into \(policyFile): roles: {\(escaped(name)): [person]}"))
        continue
      }
      if people.isEmpty {
        result.append(
          RulesFinding(
            policyFile, "nobody has the role \(quoted(name)); write \(escaped(name)): [person]"))
      }
    }
    return result
  }

  /// One person fills one place, and who deploys fills none where that is asked for; who wrote a
  /// change is not known yet.
  private func persons(_ environment: Environment, _ file: String) -> [RulesFinding] {
    let models =
      [nil] + rules.models.values.sorted { $0.name < $1.name }.map { $0 as ReleaseModel? }
    for model in models {
      var gates: [String: Int] = [:]
      for gate in environment.gates.approvals + (model?.approvals ?? []) {
        gates[gate.role] = max(gates[gate.role] ?? 0, gate.count)
      }
      guard gates.keys.allSatisfy({ policy.roles[$0] != nil }) else { continue }
      let slots = gates.sorted { $0.key < $1.key }.flatMap {
        Array(repeating: $0.key, count: $0.value)
      }
      let filled = matching(
        slots: slots + deployer(environment), persons: eligible(for: environment))
      guard filled.contains(where: { $0 == nil }) else { continue }
      let count = filled.count { $0 != nil }
      let why = model.map { " with the model \(quoted($0.name))" } ?? ""
      return [
        RulesFinding(
          file,
          "\(filled.count) different persons are needed\(why), \(wording(slots, environment)), and "
            + "\(count) can be found; write a lower count, or give the roles to more people")
      ]
    }
    return []
  }

  private func wording(_ slots: [String], _ environment: Environment) -> String {
    (slots + (deployer(environment).isEmpty ? [] : ["one who deploys"])).joined(separator: " + ")
  }

  /// No role has this name.
  private func deployer(_ environment: Environment) -> [String] {
    environment.gates.distinct.contains(.deployer) ? [""] : []
  }

  private func eligible(for environment: Environment) -> [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    for person in able {
      let roles = Set(policy.roles(of: person))
      let deploys = environment.deployers.map { !roles.isDisjoint(with: $0) } ?? !roles.isEmpty
      result[person] = deploys ? roles.union([""]) : roles
    }
    return result
  }

  private func after(_ environment: Environment, _ file: String) -> [RulesFinding] {
    guard let before = environment.after?.environment else { return [] }
    guard rules.environments[before] != nil else {
      return [
        RulesFinding(
          file,
          "there is no environment \(quoted(before)) to come after"
            + suggestion(for: before, among: rules.environments.keys)
            + "; write .relman/environments/\(escaped(before)).yaml")
      ]
    }
    var seen = [environment.name]
    var next: String? = before
    while let name = next, !seen.contains(name) {
      seen.append(name)
      next = rules.environments[name]?.environment.after?.environment
    }
    guard next == environment.name else { return [] }
    return [
      RulesFinding(
        file,
        "no environment could be the first: "
          + (seen + [environment.name]).joined(separator: " after ") + "; remove one `after`")
    ]
  }

  private func targets(_ environment: Environment, _ file: String) -> [RulesFinding] {
    environment.targets.filter { !databases.contains($0.database) }.map { target in
      RulesFinding(
        file,
        "the target \(quoted(target.name)) is of no database of the configuration, "
          + quoted(target.database) + suggestion(for: target.database, among: databases)
          + "; write databases: {\(escaped(target.database)): {path: …}} into .relman/config.yaml")
    }
  }
}
