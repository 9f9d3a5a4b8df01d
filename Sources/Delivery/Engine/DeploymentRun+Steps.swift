import Platform
import Release

extension DeploymentRun {
  /// Runs the steps of one phase in order.
  mutating func run(_ steps: [Step], _ phase: String) async throws(DeploymentInterruption) {
    for (index, step) in steps.enumerated() {
      let name = "\(phase) step \(index + 1)"
      switch step {
      case .query(let sql, let target): try query(sql, on: target, name)
      case .command(let words, let within): try await command(words, within, name)
      }
    }
  }

  /// What would stop a step before it begins: an unknown target or program.
  func checkSteps() async throws(DeploymentInterruption) {
    let steps = environment.steps
    for step in steps.before + steps.deploy + steps.validate {
      do {
        switch step {
        case .query(_, let target): _ = try databases(target)
        case .command(let words, _): if try !isInPayload(words) { try await findProgram(words) }
        }
      } catch {
        throw .failure(error)
      }
    }
  }

  private mutating func query(
    _ sql: String, on target: String, _ name: String
  ) throws(DeploymentInterruption) {
    for found in try failing({ () throws(Problem) in try databases(target) }) {
      let name = "\(name) on \(found.target.name)"
      try before(name)
      log.note(name)
      try failing { () throws(Problem) in
        try found.database.trial { () throws(Problem) in
          try found.database.run(
            script: Array(sql.utf8), name: name, rows: .oneSaysYes, limit: limit)
        }
      }
      try after(name)
    }
  }

  private mutating func command(
    _ words: [String], _ withinSeconds: Int?, _ name: String
  ) async throws(DeploymentInterruption) {
    log.note("\(name): \(words.joined(separator: " "))")
    try before(name)
    do {
      let command = Command(
        words: words, isInFolder: try isInPayload(words), folder: try context.payloadFolder(),
        variables: commandVariables,
        limitSeconds: withinSeconds ?? environment.limits.stepSeconds)
      defer { log.endOutput() }
      try await command.run(isInterrupted: context.isInterrupted) { log.output($0) }
    } catch {
      throw error.kind == .interrupted ? .stop(error) : .failure(error)
    }
    try after(name)
  }

  /// The targets that a query's `on` names, by their own name or by their database's.
  private func databases(_ name: String) throws(Problem) -> [OpenTarget] {
    let found = targets.filter { $0.target.name == name || $0.target.database == name }
    if found.isEmpty {
      throw Problem(
        .configuration, "\(environment.name) has no target for a query on \(quoted(name))")
    }
    return found
  }

  /// Whether the program is one of the payload's files; else it must be a name to find in PATH.
  private func isInPayload(_ words: [String]) throws(Problem) -> Bool {
    let program = words.first ?? ""
    if let file = package.files.first(where: { $0.path == Path(program) }) {
      if file.mode == .executable { return true }
      throw Problem(
        .configuration, "\(quoted(program)) is not executable in package \(package.tag)",
        hint: "git update-index --chmod=+x \(program)")
    }
    if program.isEmpty || program.contains("/") {
      throw Problem(.configuration, "package \(package.tag) has no file \(quoted(program)) to run")
    }
    return false
  }

  private var commandVariables: [String: String] {
    var variables = [
      "RELMAN_ENVIRONMENT": environment.name, "RELMAN_TAG": deployment.tag,
      "RELMAN_DIGEST": deployment.digest.hex, "RELMAN_DEPLOYMENT": deployment.id,
    ]
    for target in targets {
      let name = target.target.name.uppercased()
        .map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
      variables["RELMAN_TARGET_\(name)"] = "sqlite:\(target.database.path)"
    }
    return variables
  }
}
