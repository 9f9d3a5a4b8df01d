import Platform
import Release

extension DeploymentRun {
  /// Copies every database that is about to change. A copy that is there from before a crash is
  /// kept when it is whole.
  mutating func backUp() throws(DeploymentInterruption) {
    if environment.steps.backup == .none { return }
    for index in targets.indices where !deployment.targets[index].migrations.isEmpty {
      let target = targets[index]
      let path = backupPath(target.target.name)
      try before("backup \(target.target.name)")
      let isKept = isWholeBackup(path)
      if !isKept, deployment.targets[index].isChanged {
        // A copy of what this deployment has changed would not be what it was before.
        log.note("\(target.target.name): no backup, it was changed before this run began")
      } else {
        log.note("\(target.target.name): \(isKept ? "keeping the" : "writing a") backup, \(path)")
        try failing { () throws(Problem) in
          if isKept { return }
          try makeFolder("\(context.backupFolder)/\(deployment.id)", mode: 0o700)
          try target.database.backUp(to: path, isInterrupted: context.isInterrupted)
        }
        deployment.targets[index].backup = path
      }
      try after("backup \(target.target.name)")
    }
  }

  func backupPath(_ target: String) -> String {
    "\(context.backupFolder)/\(deployment.id)/\(target).db"
  }

  private func isWholeBackup(_ path: String) -> Bool {
    guard exists(path) else { return false }
    do throws(Problem) {
      let backup = try SQLiteDatabase(
        path: path, access: .read, lockSeconds: environment.limits.lockSeconds)
      try backup.check()
      return true
    } catch {
      // A backup that cannot be read is made again.
      return false
    }
  }

  /// Puts the backup of every target that was changed back. What others wrote since is lost.
  mutating func restore() throws(DeploymentInterruption) {
    try reopenForWayBack()
    for index in targets.indices {
      let record = deployment.targets[index]
      guard record.isChanged else { continue }
      try before("restore \(record.name)")
      try restore(index)
      try after("restore \(record.name)")
      try noteSchemaAfter(index)
      if let before = record.schemaBefore { try requireSchema(before, index) }
      deployment.targets[index].state = .restored
    }
    if hasRunCommands { log.note("what commands did is not undone") }
  }

  private mutating func restore(_ index: Int) throws(DeploymentInterruption) {
    let name = deployment.targets[index].name
    try failing { () throws(Problem) in
      let database = targets[index].database
      // A crash may have come between the backup's return and the record.
      if try database.history(of: deployment.id).isUnchanged { return }
      let path = deployment.targets[index].backup ?? backupPath(name)
      guard exists(path) else {
        throw Problem(
          .notFound, "\(name): there is no backup \(quoted(path, limit: 300)) to put back")
      }
      log.note("\(name): putting \(path) back")
      try database.restore(from: path, isInterrupted: context.isInterrupted)
    }
    // The rows are back, too.
    deployment.targets[index].rowsLost = []
  }
}
