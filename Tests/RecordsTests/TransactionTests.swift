import Git
import Records
import Release
import Scratch
import Testing

/// What is planned on one snapshot is done on that one, or not at all.
struct TransactionTests {
  private let scratch: Scratch
  private let one: ObjectID
  private let two: ObjectID

  init() throws {
    scratch = try Scratch.repository()
    one = try #require(ObjectID(hex: scratch.commit("one")))
    two = try #require(ObjectID(hex: scratch.commit("two")))
  }

  private func refs() throws -> String {
    try scratch.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/relman")
  }

  private func objects() throws -> String { try scratch.git("count-objects") }

  @Test func whatIsNotCommittedWritesNothing() throws {
    let before = try (refs(), objects())
    var transaction = Transaction(try scratch.store())
    try transaction.addNote(lines: [Array("yes".utf8)], on: one, in: RefName.approvals)
    transaction.move(RefName.package("v1.0.0"), to: two, log: "test")
    #expect(transaction.tip(of: RefName.package("v1.0.0")) == two)
    #expect(try (refs(), objects()) == before)
    let store = try transaction.commit()
    #expect(store.snapshot[RefName.package("v1.0.0")] == two)
    #expect(
      try scratch.git("notes", "--ref", RefName.approvals, "show", one.hex).contains("yes"))
  }

  @Test func allRefsMoveOrNone() throws {
    try scratch.git("update-ref", RefName.policy, one.hex)
    var transaction = Transaction(try scratch.store())
    transaction.move(RefName.package("v1.0.0"), to: two, log: "test")
    transaction.move(RefName.policy, to: two, log: "test")
    transaction.move(RefName.deployments("staging"), to: two, log: "test")
    try scratch.git("update-ref", RefName.deployments("staging"), one.hex)
    let before = try refs()
    #expect(throws: Problem.self) { try transaction.commit() }
    #expect(try refs() == before)
  }

  @Test func aSnapshotStaysWhatItWas() throws {
    let store = try scratch.store()
    try scratch.git("update-ref", RefName.policy, one.hex)
    #expect(store.snapshot[RefName.policy] == nil)
    #expect(try store.refreshed().snapshot[RefName.policy] == one)
    var transaction = Transaction(store)
    transaction.move(RefName.policy, to: two, log: "test")
    #expect(throws: Problem.self) { try transaction.commit() }
    #expect(try scratch.git("rev-parse", RefName.policy) == one.hex)
  }

  @Test func twoNewRefsThatCannotBothBeAreRefused() throws {
    var transaction = Transaction(try scratch.store())
    transaction.move(RefName.package("a"), to: one, log: "test")
    transaction.move(RefName.package("a/b"), to: two, log: "test")
    #expect(throws: Problem.self) { try transaction.commit() }
    #expect(try refs().isEmpty)
  }

  @Test func whoeverWasOvertakenPlansAnew() throws {
    let store = try scratch.store()
    var attempts = 0
    try store.commit { transaction throws(Problem) in
      attempts += 1
      if attempts == 1 { overtake() }
      try transaction.addNote(lines: [Array("mine".utf8)], on: one, in: RefName.approvals)
    }
    #expect(attempts == 2)
    let note = try scratch.git("notes", "--ref", RefName.approvals, "show", one.hex)
    #expect(note.split(separator: "\n") == ["mine", "theirs"])
  }

  private func overtake() {
    #expect(throws: Never.self) {
      try scratch.git(
        "notes", "--ref", RefName.approvals, "add", "-m", "theirs", one.hex)
    }
  }

  @Test func manyWhoAddAtOnceLoseNothing() async throws {
    let (path, environment, one) = (scratch.path, scratch.environment, one)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          for number in 0..<5 {
            let line = Array("worker \(worker) line \(number)".utf8)
            try recordStore(at: path, environment).commit { transaction throws(Problem) in
              try transaction.addNote(lines: [line], on: one, in: RefName.approvals)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let note = try scratch.git("notes", "--ref", RefName.approvals, "show", one.hex)
    #expect(note.split(separator: "\n").count == 20)
  }
}
