import Release

extension Manifest {
  /// Reads `.relman/environments/<name>.yaml`.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(
    _ bytes: [UInt8], file: String, name: String
  ) throws(Problem) -> Manifest {
    var root = try YAMLMapping(YAMLNode(parsing: bytes, file: file), "an environment")
    let nameNode = try root.required("environment")
    guard try nameNode.name() == name else {
      throw nameNode.fail("the file is \(quoted(name + ".yaml")), so this must be \(quoted(name))")
    }
    let release = try root.optional("release")?.line()
    for key in ["windows", "waves"] { try root.refuse(key, because: unsupported) }
    let environment = Environment(
      name: name, after: try root.optional("after").map(Environment.Predecessor.read),
      gates: try root.optional("gates").map(Gates.read) ?? Gates(),
      targets: try root.optional("targets").map(Target.readAll) ?? [],
      steps: try root.optional("steps").map(Steps.read) ?? Steps(),
      onFailure: try root.optional("onFailure")?.choice(Environment.OnFailure.self) ?? .revert,
      limits: try root.optional("limits").map(Environment.Limits.read) ?? .init())
    _ = try root.optional("executor")?.choice(Executor.self)
    try root.end()
    try checkQueries(of: environment, root.mark)
    return Manifest(environment: environment, release: release)
  }

  /// Every query runs on a target that there is.
  private static func checkQueries(of environment: Environment, _ mark: Mark) throws(Problem) {
    let names = environment.targets.map(\.name)
    let steps = environment.steps
    for case .query(_, let target) in steps.before + steps.deploy + steps.validate
    where !names.contains(target) {
      throw mark.problem(
        "a step runs on the target \(quoted(target)), which there is not"
          + suggestion(for: target, among: names))
    }
  }
}

/// Why a key of the design is refused: a gate that is ignored would be worse than none.
private let unsupported = "is not supported by this version of relman; remove it"

private enum Executor: String, CaseIterable {
  case local
}

extension Environment.Predecessor {
  fileprivate static func read(_ node: YAMLNode) throws(Problem) -> Self {
    var mapping = try YAMLMapping(node, "after")
    let environment = try mapping.required("environment").name()
    let soak = try mapping.optional("soak")?.seconds()
    try mapping.end()
    return Self(environment: environment, soakSeconds: soak ?? 0)
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
      evidence: try mapping.optional("evidence")?.list { node throws(Problem) in
        try node.name()
      } ?? [])
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
    var result: [Target] = []
    for item in try node.list() {
      let target = try read(item)
      guard !result.contains(where: { $0.name == target.name }) else {
        throw item.fail("there is a target \(quoted(target.name)) already")
      }
      result.append(target)
    }
    return result
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
        "\(quoted(url)) is no target of this version of relman: expected sqlite:PATH")
    }
    return Target(name: name, database: database, url: url, secret: secret)
  }
}

extension Steps {
  fileprivate static func read(_ node: YAMLNode) throws(Problem) -> Steps {
    var mapping = try YAMLMapping(node, "steps")
    let steps = Steps(
      backup: try mapping.optional("backup")?.choice(Backup.self) ?? .auto,
      before: try mapping.optional("before")?.list(Step.read) ?? [],
      deploy: try mapping.optional("deploy")?.list(Step.read) ?? [],
      validate: try mapping.optional("validate")?.list(Step.read) ?? [])
    try mapping.end()
    return steps
  }
}

extension Step {
  fileprivate static func read(_ node: YAMLNode) throws(Problem) -> Step {
    var mapping = try YAMLMapping(node, "a step")
    if let sql = mapping.optional("sql") {
      let step = Step.query(sql: try sql.text(), target: try mapping.required("on").name())
      try mapping.end()
      return step
    }
    let run = try mapping.required("run")
    let within = try mapping.optional("within")?.seconds()
    try mapping.end()
    guard let words = commandWords(try run.line()), !words.isEmpty else {
      throw run.fail("expected a program and its arguments, with each quote closed")
    }
    return .command(words: words, withinSeconds: within)
  }
}
