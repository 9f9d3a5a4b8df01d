import Release

/// An environment as a manifest without its pin, every field on a line or in a list of its own, so
/// that two can be compared line by line. `Manifest.parse` gives the same environment back.
public func environmentText(_ environment: Environment) -> String {
  var text = "environment: \(yamlText(environment.name))\n"
  if let package = environment.package { text += "package: \(yamlText(package))\n" }
  if let after = environment.after {
    text +=
      "after: {environment: \(yamlText(after.environment)), soak: \(time(after.soakSeconds))}\n"
  }
  let limits = environment.limits
  text += gatesText(environment.gates)
  if let deployers = environment.deployers { text += "deployers: \(names(deployers))\n" }
  if let offline = environment.offline { text += "offline: \(offline.rawValue)\n" }
  return text + targetsText(environment.targets)
    + stepsText(environment.steps) + """
      onFailure: \(environment.onFailure.rawValue)
      limits:
        lock: \(time(limits.lockSeconds))
        statement: \(time(limits.statementSeconds))
        step: \(time(limits.stepSeconds))
        log: \(size(limits.logBytes))

      """
}

private func gatesText(_ gates: Gates) -> String {
  let approvals = gates.approvals.map { "{role: \(yamlText($0.role)), count: \($0.count)}" }
  return "gates:\n" + list("approvals", approvals)
    + "  distinct: \(names(gates.distinct.map(\.rawValue)))\n"
    + (gates.expiresSeconds.map { "  expires: \(time($0))\n" } ?? "")
    + "  evidence: \(names(gates.evidence))\n"
}

private func targetsText(_ targets: [Target]) -> String {
  guard !targets.isEmpty else { return "targets: []\n" }
  return "targets:\n"
    + targets.map { target in
      let secret = target.secret.map { ", secret: \(yamlText($0))" } ?? ""
      return "  - {name: \(yamlText(target.name)), database: \(yamlText(target.database)), "
        + "url: \(yamlQuoted(target.url))\(secret)}\n"
    }.joined()
}

private func stepsText(_ steps: Steps) -> String {
  "steps:\n  backup: \(steps.backup.rawValue)\n" + list("before", steps.before.map(stepText))
    + list("deploy", steps.deploy.map(stepText)) + list("validate", steps.validate.map(stepText))
}

private func stepText(_ step: Step) -> String {
  switch step {
  case .command(let words, let within):
    let limit = within.map { ", within: \(time($0))" } ?? ""
    return "{run: \(yamlQuoted(words.map(shellQuoted).joined(separator: " ")))\(limit)}"
  case .query(let sql, let target):
    return "{sql: \(yamlQuoted(sql)), on: \(yamlText(target))}"
  }
}

private func list(_ key: String, _ items: [String]) -> String {
  guard !items.isEmpty else { return "  \(key): []\n" }
  return "  \(key):\n" + items.map { "    - \($0)\n" }.joined()
}

private func names(_ names: [String]) -> String {
  "[" + names.map(yamlText).joined(separator: ", ") + "]"
}

/// In the largest unit that is whole.
private func time(_ seconds: Int) -> String {
  for (unit, length) in [("d", 86_400), ("h", 3600), ("m", 60)]
  where seconds > 0 && seconds % length == 0 { return "\(seconds / length)\(unit)" }
  return "\(seconds)s"
}

private func size(_ bytes: Int) -> String {
  for (unit, length) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
  where bytes > 0 && bytes % length == 0 { return "\(bytes / length)\(unit)" }
  return "\(bytes)"
}
