import Release

extension Manifest {
  /// Reads `.relman/environments/<name>.yaml`.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(
    _ bytes: [UInt8], file: SourceFile, name: String
  ) throws(Problem) -> Manifest {
    var root = try YAMLMapping(YAMLNode(parsing: bytes, file: file), "an environment")
    let nameNode = try root.required("environment")
    guard try nameNode.name() == name else {
      throw nameNode.fail("the file is \(quoted(name + ".yaml")), so this must be \(quoted(name))")
    }
    let release = try root.optional("release")?.line()
    for key in ["windows", "waves"] { try root.refuse(key, because: unsupported) }
    let after = try root.optional("after").map { node throws(Problem) in
      try Environment.Predecessor.read(node, of: name)
    }
    let targets = try root.optional("targets").map(Target.readAll) ?? []
    let environment = Environment(
      name: name, package: try root.optional("package")?.name(), after: after,
      gates: try root.optional("gates").map(Gates.read) ?? Gates(),
      deployers: try root.optional("deployers").map(readDeployers),
      offline: try root.optional("offline")?.choice(Environment.Offline.self),
      targets: targets,
      steps: try root.optional("steps").map { node throws(Problem) in
        try Steps.read(node, targets: targets.map(\.name))
      } ?? Steps(),
      onFailure: try root.optional("onFailure")?.choice(Environment.OnFailure.self) ?? .revert,
      limits: try root.optional("limits").map(Environment.Limits.read) ?? .init())
    _ = try root.optional("executor")?.choice(Executor.self, later: ["ansible"])
    try root.end()
    return Manifest(environment: environment, release: release)
  }
}

private let unsupported =
  "is not supported by this version of relman; remove it, since ignoring a gate would be worse"

private func readDeployers(_ node: YAMLNode) throws(Problem) -> [String] {
  let roles = try node.names()
  guard !roles.isEmpty else {
    throw node.fail("nobody could deploy; leave the key out to let everybody who has a role")
  }
  return roles
}

private enum Executor: String, CaseIterable {
  case local
}

extension Environment.Predecessor {
  fileprivate static func read(_ node: YAMLNode, of name: String) throws(Problem) -> Self {
    var mapping = try YAMLMapping(node, "after")
    let environment = try mapping.required("environment")
    let soak = try mapping.optional("soak")?.seconds(atLeast: 0)
    try mapping.end()
    guard try environment.name() != name else {
      throw environment.fail("an environment cannot come after itself")
    }
    return Self(environment: try environment.name(), soakSeconds: soak ?? 0)
  }
}

extension Environment.Limits {
  fileprivate static func read(_ node: YAMLNode) throws(Problem) -> Self {
    var mapping = try YAMLMapping(node, "limits")
    var limits = Self()
    if let lock = mapping.optional("lock") { limits.lockSeconds = try lock.seconds() }
    if let statement = mapping.optional("statement") {
      limits.statementSeconds = try statement.seconds()
    }
    if let step = mapping.optional("step") { limits.stepSeconds = try step.seconds() }
    if let log = mapping.optional("log") { limits.logBytes = try log.byteCount() }
    try mapping.end()
    return limits
  }
}

extension Gates {
  fileprivate static func read(_ node: YAMLNode) throws(Problem) -> Gates {
    var mapping = try YAMLMapping(node, "gates")
    let gates = Gates(
      approvals: try mapping.optional("approvals")?.list(ApprovalGate.read) ?? [],
      distinct: try mapping.optional("distinct")?.list { node throws(Problem) in
        try node.choice(Distinct.self)
      } ?? [],
      expiresSeconds: try mapping.optional("expires")?.seconds(),
      evidence: try mapping.optional("evidence")?.names() ?? [])
    try mapping.end()
    return gates
  }
}

extension ApprovalGate {
  static func read(_ node: YAMLNode) throws(Problem) -> ApprovalGate {
    var mapping = try YAMLMapping(node, "an approval gate")
    let role = try mapping.required("role").name()
    let count = try mapping.optional("count")?.integer(in: 1...100)
    try mapping.end()
    return ApprovalGate(role: role, count: count ?? 1)
  }
}

extension Target {
  fileprivate static func readAll(_ node: YAMLNode) throws(Problem) -> [Target] {
    var names: Set<String> = []
    return try node.list { item throws(Problem) in
      let target = try read(item)
      guard names.insert(target.name).inserted else {
        throw item.fail("there is a target \(quoted(target.name)) already")
      }
      return target
    }
  }

  private static func read(_ node: YAMLNode) throws(Problem) -> Target {
    var mapping = try YAMLMapping(node, "a target")
    let name = try mapping.required("name").name()
    let database = try mapping.required("database").name()
    let urlNode = try mapping.required("url")
    let secret = try mapping.optional("secret")?.name()
    try mapping.refuse("wave", because: unsupported)
    try mapping.end()
    let url = try urlNode.line()
    guard url.hasPrefix("sqlite:"), url.utf8.count > "sqlite:".utf8.count else {
      throw urlNode.fail(
        "\(quoted(url)) is not supported by this version of relman: expected sqlite:PATH")
    }
    return Target(name: name, database: database, url: url, secret: secret)
  }
}

extension Steps {
  fileprivate static func read(_ node: YAMLNode, targets: [String]) throws(Problem) -> Steps {
    let step = { (node: YAMLNode) throws(Problem) in try Step.read(node, targets: targets) }
    var mapping = try YAMLMapping(node, "steps")
    let steps = Steps(
      backup: try mapping.optional("backup")?.choice(Backup.self) ?? .auto,
      before: try mapping.optional("before")?.list(step) ?? [],
      deploy: try mapping.optional("deploy")?.list(step) ?? [],
      validate: try mapping.optional("validate")?.list(step) ?? [])
    try mapping.end()
    return steps
  }
}

extension Step {
  fileprivate static func read(_ node: YAMLNode, targets: [String]) throws(Problem) -> Step {
    var mapping = try YAMLMapping(node, "a step")
    if let sql = mapping.optional("sql") {
      let on = try mapping.required("on")
      try mapping.end()
      let target = try on.name()
      guard targets.contains(target) else {
        throw on.fail(
          "there is no target \(quoted(target))" + suggestion(for: target, among: targets))
      }
      return .query(sql: try sql.text(), target: target)
    }
    let run = try mapping.required("run")
    let within = try mapping.optional("within")?.seconds()
    try mapping.end()
    return .command(words: try CommandWords.read(run), withinSeconds: within)
  }
}
