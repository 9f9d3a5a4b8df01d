import Delivery
import FoundationEssentials
import Glibc
import Release
import Scratch

/// A package, an environment and all that the engine calls, for one test: what it recorded, what it
/// said, and where it is made to fail.
final class Stage {
  let scratch: Scratch
  /// Where the database and the backups are.
  let folder: String
  /// The payload, by path.
  var files: [String: String] = [:]
  var changes: [String] = []
  var environment = Environment(
    name: "staging", targets: [Target(name: "shop-eu", database: "shop", url: "sqlite:shop.db")])
  var secrets: [String: String] = [:]
  var id = "d1"
  /// The checkpoint that throws, counted from 1; nil for none.
  var faultAt: Int?
  /// The checkpoint at which the process is killed.
  var killAt: Int?
  private(set) var checkpoints: [String] = []
  private(set) var records: [(deployment: Deployment, log: String)] = []
  private(set) var said: [String] = []
  var isInterrupted: @Sendable () -> Bool = { false }

  init(in folder: String? = nil) throws {
    scratch = try Scratch()
    self.folder = folder ?? scratch.path
    environment.limits.lockSeconds = 0
  }

  /// Two changes, the second of which needs the first; both can be reverted and verified.
  static func shop(in folder: String? = nil) throws -> Stage {
    let stage = try Stage(in: folder)
    stage.add(
      "2026-01-01-item", deploy: "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT);",
      revert: "DROP TABLE item;", verify: "SELECT id, name FROM item WHERE 0;")
    stage.add(
      "2026-01-02-price",
      deploy: """
        ALTER TABLE item ADD COLUMN price INTEGER;
        CREATE INDEX price ON item (price);
        INSERT INTO item (name, price) VALUES ('tea', 3);
        """,
      revert: "DROP INDEX price; ALTER TABLE item DROP COLUMN price; DELETE FROM item;",
      verify: "SELECT count(*) = 1 FROM item;")
    stage.add(
      "2026-01-03-view", deploy: "CREATE VIEW cheap AS SELECT * FROM item;",
      revert: "DROP VIEW cheap;")
    return stage
  }

  func add(_ change: String, deploy: String, revert: String? = nil, verify: String? = nil) {
    changes.append(change)
    files["db/shop/\(change)/deploy.sql"] = deploy
    files["db/shop/\(change)/revert.sql"] = revert
    files["db/shop/\(change)/verify.sql"] = verify
  }

  /// Puts a script into the payload, on the disk too, where a command runs it.
  func addCommand(_ path: String, _ script: String) throws {
    files[path] = script
    try scratch.write("payload/\(path)", "#!/bin/sh\n\(script)\n")
    try scratch.sh("chmod +x 'payload/\(path)'")
  }

  var package: Package {
    let migrations = changes.map { change in
      func script(_ name: String) -> MigrationScript? {
        let path = "db/shop/\(change)/\(name).sql"
        return files[path].map {
          MigrationScript(path: Path(path), sha256: fakeDigest(Array($0.utf8)))
        }
      }
      let deploy = MigrationScript(
        path: Path("db/shop/\(change)/deploy.sql"), sha256: fakeDigest([]))
      return Migration(
        id: change,
        scripts: .init(
          deploy: script("deploy") ?? deploy, revert: script("revert"), verify: script("verify")))
    }
    return Package(
      name: "shop", version: "1.4.0", tag: "v1.4.0", source: .zero, previous: nil,
      configuration: fakeDigest([]), model: "normal", risk: .low, changes: [], commits: [],
      databases: [
        PackagedDatabase(
          name: "shop", path: Path("db/shop"), layout: .relman, migrations: migrations)
      ],
      files: files.sorted { $0.key < $1.key }.map { path, text in
        PackagedFile(
          path: Path(path), mode: path.hasSuffix(".sql") ? .regular : .executable,
          bytes: text.utf8.count, sha256: fakeDigest(Array(text.utf8)))
      }, notes: fakeDigest([]))
  }

  var plan: DeploymentPlan {
    DeploymentPlan(
      package: package, environment: environment,
      initial: Deployment(
        id: id, action: .deploy, environment: environment.name, package: "shop", tag: "v1.4.0",
        digest: fakeDigest([1]), environmentDigest: fakeDigest([2]), policy: policy, by: "ada",
        startedAt: Instant(seconds: 0), targets: []))
  }

  func rollbackPlan(of other: Deployment) -> DeploymentPlan {
    DeploymentPlan(
      package: package, environment: environment,
      initial: Deployment(
        rollingBack: other, id: id, environmentDigest: fakeDigest([2]), policy: policy, by: "ada",
        startedAt: Instant(seconds: 0)))
  }

  private var policy: PolicyReference { PolicyReference(version: 1, digest: fakeDigest([3])) }

  var context: RunContext {
    RunContext(
      file: { path throws(Problem) in
        guard let text = self.files[path.text] else { throw Problem(.notFound, "no \(path)") }
        return Array(text.utf8)
      },
      record: { deployment, log throws(Problem) in
        self.records.append((deployment, String(decoding: log, as: UTF8.self)))
        if self.killAt != nil { try self.writeRecord(deployment) }
      },
      checkpoint: { name throws(Problem) in
        self.checkpoints.append(name)
        if self.checkpoints.count == self.killAt { kill(getpid(), SIGKILL) }
        if self.checkpoints.count == self.faultAt { throw Problem(.bug, "fault at \(name)") }
      },
      now: { Instant(seconds: 1_800_000_000 + self.records.count) },
      secret: { self.secrets[$0] }, say: { self.said.append($0) }, sha256: fakeDigest,
      payloadFolder: { self.scratch.path("payload") },
      backupFolder: folder + "/backups", topFolder: folder,
      isInterrupted: isInterrupted)
  }

  /// Deploys, or goes on with the latest record.
  @discardableResult
  func run(
    resuming: Bool = false, _ direction: ResumeDirection = .forward,
    _ other: DeploymentPlan? = nil
  ) async throws -> Deployment {
    checkpoints = []
    let last = resuming ? records.last : nil
    return try await deploy(
      other ?? plan, resuming: last?.deployment, direction, log: Array((last?.log ?? "").utf8),
      at: context)
  }

  @discardableResult
  func run(resuming: Bool = false, _ other: DeploymentPlan) async throws -> Deployment {
    try await run(resuming: resuming, .forward, other)
  }

  /// As where the newest records were never pushed, and another machine goes on.
  func loseRecords(_ count: Int) { records.removeLast(count) }

  /// The whole database as the sqlite3 program writes it, without times and deployment ids.
  func dump(_ file: String = "shop.db") throws -> String {
    try scratch.sh(
      "sqlite3 \(folder)/\(file) .dump"
        + " | sed -E 's/20[0-9-]+T[0-9:]+Z/TIME/; /relman_lock|relman_history/d'"
    )
  }

  func sql(_ statement: String, _ file: String = "shop.db") throws -> String {
    try scratch.sh("sqlite3 \(folder)/\(file) \"$SQL\"", variables: ["SQL": statement])
  }

  private func writeRecord(_ deployment: Deployment) throws(Problem) {
    do {
      let bytes = try JSONEncoder().encode(deployment)
      try scratch.write(folder + "/record.json", String(decoding: bytes, as: UTF8.self))
    } catch {
      throw Problem(.inputOutput, "\(error)")
    }
  }

  /// Takes the record that a killed process left, where it left one.
  func readRecord() throws {
    guard scratch.exists(folder + "/record.json") else { return }
    let text = try scratch.read(folder + "/record.json")
    records.append((try JSONDecoder().decode(Deployment.self, from: Data(text.utf8)), ""))
  }

  var log: String { records.last?.log ?? "" }
}

extension Scratch {
  func sh(_ script: String, variables: [String: String]) throws -> String {
    environment.merge(variables) { $1 }
    return try sh(script)
  }
}

/// Differs where the bytes do; the engine only compares digests.
@Sendable func fakeDigest(_ bytes: [UInt8]) -> Digest {
  var words: [UInt64] = [1, 2, 3, 4].map { 0xcbf2_9ce4_8422_2325 &+ $0 }
  for byte in bytes {
    for index in words.indices { words[index] = (words[index] ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
  let digest = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  return Digest(bytes: digest) ?? fakeDigest([0])
}
