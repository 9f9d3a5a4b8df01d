import Release
import Testing

/// What follows from the records of deployments, apart from all effects.
struct DeploymentsTests {
  private let policy = PolicyReference(version: 1, digest: digest(90))

  private func deployment(
    _ state: Deployment.State, _ action: Deployment.Action = .deploy,
    targets: [TargetRecord] = []
  ) -> Deployment {
    Deployment(
      id: "d1", action: action, environment: "staging", package: "shop", tag: "v1",
      digest: digest(1), replaced: .init(tag: "v0", digest: digest(2)),
      environmentDigest: digest(81), policy: policy, state: state, by: "ada",
      startedAt: Instant(seconds: 0), targets: targets)
  }

  private func target(
    _ state: TargetRecord.State = .applied, applied: [String] = [], reverted: [String] = []
  ) -> TargetRecord {
    TargetRecord(
      name: "main", database: "shop", state: state, schemaBefore: digest(7), applied: applied,
      reverted: reverted)
  }

  @Test(arguments: Deployment.State.allCases)
  func aDeploymentIsOverOrCanGoOnOrNeedsRepair(_ state: Deployment.State) {
    let over: Set<Deployment.State> = [.succeeded, .reverted, .repaired, .failed]
    #expect(deployment(state).canBeResumed == !over.contains(state))
    #expect(state.isFinal == (over.contains(state) || state == .needsRepair))
    let back: Set<Deployment.State> = [
      .reverting, .restoring, .reverted, .needsRepair, .repaired, .failed,
    ]
    #expect(state.goesForward == !back.contains(state))
  }

  @Test(arguments: Deployment.State.allCases)
  func onlyTheWayBackChangesTheState(_ state: Deployment.State) {
    let problem = Problem(.refused, "no")
    for action in [Deployment.Action.deploy, .rollback] {
      let deployment = deployment(state, action)
      #expect(deployment.stateWhenResumed(.forward, onFailure: .revert) == state)
      guard !deployment.canBeResumed else { continue }
      for way in [nil, WayBack.revert, .restore] {
        let after = deployment.stateWhenResumed(
          .back(because: problem, by: way), onFailure: .restore)
        #expect(after == state)
      }
    }
  }

  @Test func theWayBackIsTheOneThatIsAskedForElseTheOneBegunElseTheEnvironments() {
    func back(
      _ state: Deployment.State, _ way: WayBack?, _ onFailure: Environment.OnFailure,
      _ action: Deployment.Action = .deploy
    ) -> Deployment.State {
      deployment(state, action).stateWhenResumed(
        .back(because: Problem(.refused, "no"), by: way), onFailure: onFailure)
    }
    for state in [Deployment.State.planned, .applying, .validating, .needsRepair] {
      #expect(back(state, nil, .restore) == .restoring)
      #expect(back(state, nil, .revert) == .reverting)
      #expect(back(state, nil, .stop) == .reverting)
      #expect(back(state, .revert, .restore) == .reverting)
      #expect(back(state, .restore, .revert) == .restoring)
    }
    #expect(back(.reverting, nil, .restore) == .reverting)
    #expect(back(.restoring, nil, .revert) == .restoring)
    #expect(back(.reverting, .restore, .revert) == .restoring)
    #expect(back(.restoring, .revert, .restore) == .reverting)
    #expect(back(.needsRepair, .restore, .restore, .rollback) == .reverting)
    #expect(back(.validating, .restore, .restore, .rollback) == .validating)
  }

  @Test func aRollbackRevertsWhatStandsAndExpectsTheSchemaOfBefore() {
    let deployed = deployment(
      .succeeded, targets: [target(applied: ["a", "b", "c"], reverted: ["b"])])
    let rollback = Deployment(
      rollingBack: deployed, id: "d2", environmentDigest: digest(82), policy: policy, by: "bob",
      startedAt: Instant(seconds: 1))
    #expect(rollback.targets.map(\.migrations) == [["a", "c"]])
    #expect(rollback.targets.map(\.schemaExpected) == [digest(7)])
    #expect(
      (rollback.rollsBack, rollback.replaced, rollback.by) == ("d1", deployed.replaced, "bob"))
  }

  @Test func aTargetHasWhatWasAppliedAndNotTakenBack() {
    #expect(target(applied: ["a", "b"], reverted: ["b"]).standing == ["a"])
    #expect(target(.restored, applied: ["a", "b"]).standing == [])
    #expect(!target().isChanged)
    #expect(target(applied: ["a"], reverted: ["a"]).isChanged)
    #expect(target(reverted: ["a"]).isChanged)
  }

  @Test func theRecordsAddUpToWhatATargetHas() {
    func has(_ deployments: Deployment...) -> [String]? { standingMigrations(deployments)["main"] }
    let ab = deployment(.succeeded, targets: [target(applied: ["a", "b"])])
    #expect(has(ab) == ["a", "b"])
    #expect(has(ab, deployment(.applying, targets: [target(applied: ["c"])])) == ["a", "b"])
    let c = target(applied: ["c"])
    #expect(has(ab, deployment(.needsRepair, targets: [c])) == ["a", "b", "c"])
    let back = target(.reverted, reverted: ["b"])
    #expect(has(ab, deployment(.succeeded, .rollback, targets: [back])) == ["a"])
    let restored = target(.restored, reverted: ["b"])
    #expect(has(ab, deployment(.reverted, .rollback, targets: [restored])) == ["a", "b"])
    #expect(has(deployment(.succeeded, .rollback, targets: [back])) == nil)
  }

  @Test func aPersonEndsWhatIsUnderWayAndWhatNeedsRepair() throws {
    let word = Intervention(by: "bob", at: Instant(seconds: 9), reason: "gone")
    let targets = [target(applied: ["a"])]
    for state in Deployment.State.allCases {
      let deployment = deployment(state, targets: targets)
      if state.isFinal {
        #expect(throws: Problem.self) { try deployment.abandoned(word) }
      } else {
        let ended = try deployment.abandoned(word)
        #expect(ended.state == .needsRepair && ended.intervention == word)
        #expect(ended.finishedAt == word.at && ended.failure?.kind == .refused)
        #expect(ended.targets == targets)
      }
      if state == .needsRepair {
        let ended = try deployment.repaired(word)
        #expect(ended.state == .repaired && ended.intervention == word)
        #expect(ended.targets.map(\.state) == [.repaired])
      } else {
        #expect(throws: Problem.self) { try deployment.repaired(word) }
      }
    }
  }

  @Test func aProcessIsAskedAboutWhereItRanAndWaitedForElsewhere() {
    let session = DeploymentRecord.Session(
      key: "", process: .init(host: "here", pid: 1, scope: "here", startedAtTicks: 1))
    let lease = DeploymentRecord.leaseSeconds
    func liveness(
      _ state: Deployment.State, _ running: Bool?, after seconds: Int
    ) -> DeploymentRecord.Liveness {
      DeploymentRecord(deployment(state), after: nil, recordedAt: Instant(seconds: 0))
        .liveness(of: session, isRunning: running, now: Instant(seconds: seconds))
    }
    #expect(liveness(.succeeded, true, after: 0) == .dead)
    #expect(liveness(.applying, true, after: 2 * lease) == .alive)
    #expect(liveness(.applying, false, after: 0) == .dead)
    #expect(liveness(.applying, nil, after: lease - 1) == .unknown(until: Instant(seconds: lease)))
    #expect(liveness(.applying, nil, after: lease) == .dead)
  }

  @Test func whoMayDeployIsWhoHasOneOfTheRolesThatTheEnvironmentNames() throws {
    let policy = Policy(
      repository: "repository", people: [:], roles: ["operator": ["ada"], "dba": ["bob"]],
      owners: .init(people: []))
    let rules = Rules(
      version: 1, digest: digest(90), policy: policy, environments: [:], models: [:])
    func may(_ person: String, _ roles: [String]?) -> Bool {
      do throws(Problem) {
        try rules.requireDeployer(person, in: Environment(name: "staging", deployers: roles))
        return true
      } catch {
        return false
      }
    }
    #expect(may("ada", ["operator"]) && !may("bob", ["operator"]) && !may("eve", ["operator"]))
    #expect(may("bob", nil) && !may("eve", nil) && !may("ada", []))
  }

  @Test func onlyAnEnvironmentThatAllowsItIsDeployedToOffline() throws {
    let (open, closed) = (
      Environment(name: "staging", offline: .allowed), Environment(name: "staging")
    )
    try open.requireOffline(true)
    try closed.requireOffline(false)
    #expect(throws: Problem.self) { try closed.requireOffline(true) }
  }
}

/// What a target lacks of a package, and whether it is the database that was deployed to.
struct PendingMigrationsTests {
  private let database = PackagedDatabase(
    name: "shop", path: Path("db/shop"), layout: .relman,
    migrations: [
      migration("a", deploy: 1, revert: 11), migration("b", deploy: 2, revert: 12),
      migration("c", deploy: 3),
    ])

  private func pending(_ applied: (String, Int)...) -> [String]? {
    do throws(Problem) {
      return try database.pendingMigrations(
        after: applied.map { (migration: $0.0, digest: digest($0.1).hex) }
      ).map(\.id)
    } catch {
      return nil
    }
  }

  @Test func whatIsNotAppliedIsPending() {
    #expect(pending() == ["a", "b", "c"])
    #expect(pending(("a", 1)) == ["b", "c"])
    #expect(pending(("a", 1), ("b", 2), ("c", 3)) == [])
  }

  @Test func whatIsEditedUnknownOrOutOfOrderIsRefused() {
    #expect(pending(("a", 2)) == nil)
    #expect(pending(("a", 1), ("x", 1)) == nil)
    #expect(pending(("b", 2)) == nil)
  }

  @Test func aDatabaseThatLacksWhatIsOnRecordIsAnother() throws {
    func isSame(_ applied: [String]?) -> Bool {
      do throws(Problem) {
        try requireRecorded(["a", "b"], in: applied, of: "main", in: "staging")
        return true
      } catch {
        return false
      }
    }
    #expect(isSame(["a", "b"]) && isSame(["b", "c", "a"]) && !isSame(["a"]) && !isSame(nil))
    try requireRecorded([], in: nil, of: "main", in: "staging")
  }

  @Test func aLaterPackageMendsTheRevertScriptsOfTheSameMigrations() throws {
    var package = try assemble(sampleIngredients())
    package.databases = [database]
    var later = package
    #expect(package.mendedReverts(in: later) == [])
    later.databases[0].migrations = [
      migration("a", deploy: 1, revert: 21), migration("b", deploy: 9, revert: 22),
      migration("c", deploy: 3, revert: 23),
    ]
    let mended = package.mendedReverts(in: later)
    #expect(mended.map(\.migration) == ["a", "c"])
    #expect(mended.map(\.digest) == [digest(21), digest(23)])
    #expect(mended.map(\.replaces.text) == ["db/shop/a/revert.sql", "db/shop/c/revert.sql"])
    later.databases[0].name = "another"
    #expect(package.mendedReverts(in: later) == [])
  }
}
