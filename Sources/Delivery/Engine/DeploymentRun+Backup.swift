import Platform
import Release

extension DeploymentRun {
  /// Copies every database that is about to change. A copy that is there from before a crash is
  /// kept when it is whole.
  mutating func backUp() throws(DeploymentInterruption) {
    if environment.steps.backup == .none { return }
    for index in targets.indices where !deployment.targets[index].changes.isEmpty {
      let target = targets[index]
      let folder = "\(context.backupFolder)/\(deployment.id)"
      let path = "\(folder)/\(target.target.name).db"
      try before("backup \(target.target.name)")
      let isKept = isWholeBackup(path)
      log.note("\(target.target.name): \(isKept ? "keeping the" : "writing a") backup, \(path)")
      try failing { () throws(Problem) in
        if isKept { return }
        try makeFolder(folder, mode: 0o700)
        try target.database.backUp(to: path, isInterrupted: context.isInterrupted)
      }
      deployment.targets[index].backup = path
      try after("backup \(target.target.name)")
    }
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
    for index in targets.indices {
      let record = deployment.targets[index]
      if record.applied.isEmpty, record.reverted.isEmpty { continue }
      try before("restore \(record.name)")
      let path = try failing { () throws(Problem) in
        guard let path = record.backup, exists(path) else {
          throw Problem(.notFound, "\(record.name): there is no backup to put back")
        }
        return path
      }
      log.note("\(record.name): putting \(path) back")
      try failing { () throws(Problem) in
        try targets[index].database.restore(from: path, isInterrupted: context.isInterrupted)
      }
      try after("restore \(record.name)")
      try noteSchemaAfter(index)
      if let before = record.schemaBefore { try requireSchema(before, index) }
      deployment.targets[index].state = .restored
    }
    if hasRunCommands { log.note("what commands did is not undone") }
  }
}
