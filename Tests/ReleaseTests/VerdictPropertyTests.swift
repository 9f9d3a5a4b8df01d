import Release
import Testing

/// What holds for every heap of statements.
struct VerdictPropertyTests {
  private static let people = ["ada", "bob", "cleo", "dan", "eve"]
  private static let roles = ["dba", "manager", "reader"]

  private static func statement(
    _ number: Int, _ random: inout Seeded
  ) -> SignedStatement<Approval> {
    func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
    let claimed = roles.filter { _ in Bool.random(using: &random) }
    let person = people[Int.random(in: 0..<people.count, using: &random)]
    var statement = said(.approve, by: person, id: number, as: claimed)
    if one(in: 6) { statement.predicate.decision = .reject }
    if one(in: 6) { statement.predicate.decision = .revoke }
    if one(in: 3), number > 1 {
      statement.predicate.supersedes = digest(Int.random(in: 1..<number, using: &random))
    }
    if one(in: 12) { statement.subject = digest(2) }
    if one(in: 12) { statement.predicate.environmentDigest = digest(81) }
    if one(in: 12) { statement.predicate.expires = Instant(seconds: 999) }
    return statement
  }

  private static func question(_ random: inout Seeded) -> Question {
    var question = Question()
    question.facts.approvals = (1...6).map { statement($0, &random) }
    question.environment.gates.approvals = roles.compactMap {
      let count = Int.random(in: 0...2, using: &random)
      return count == 0 ? nil : ApprovalGate(role: $0, count: count)
    }
    question.roles = Dictionary(
      uniqueKeysWithValues: roles.map { role in
        (role, people.filter { _ in Bool.random(using: &random) })
      })
    return question
  }

  @Test(arguments: 0..<200) func orderAndDuplicatesMakeNoDifference(seed: Int) throws {
    var random = Seeded(seed)
    var question = Self.question(&random)
    question.facts.missing = [missing(id(1), "bert"), missing(id(2), "ada")]
    let answer = try question.answer
    question.facts.approvals += question.facts.approvals.filter { _ in Bool.random(using: &random) }
    question.facts.approvals.shuffle(using: &random)
    question.facts.missing.shuffle(using: &random)
    #expect(try question.answer == answer)
  }

  /// Statements of one person, one a role: what remains is to give each slot a person.
  @Test(arguments: 0..<300) func asManySlotsAreFilledAsCanBe(seed: Int) throws {
    var random = Seeded(seed)
    var question = Self.question(&random)
    question.facts.approvals = []
    for (index, person) in Self.people.enumerated() where Bool.random(using: &random) {
      question.facts.approvals.append(
        said(.approve, by: person, id: index + 1, as: Self.roles))
    }
    let slots = question.environment.gates.approvals.flatMap {
      Array(repeating: $0.role, count: $0.count)
    }
    let speakers = question.facts.approvals.map(\.person)
    let met = try question.answer.requirements.filter { $0.rule.description.hasPrefix("approval:") }
    let filled = met.flatMap(\.by)
    #expect(filled.count == most(slots[...], speakers, question.roles))
    #expect(Set(filled).count == filled.count)
    for requirement in met {
      let role = String(requirement.rule.description.dropFirst("approval:".count))
      #expect(requirement.by.allSatisfy { question.roles[role]?.contains($0) == true })
    }
  }

  /// By trying every way.
  private func most(_ slots: ArraySlice<String>, _ people: [String], _ roles: [String: [String]])
    -> Int
  {
    guard let role = slots.first else { return 0 }
    let rest = slots.dropFirst()
    let without = most(rest, people, roles)
    return people.filter { roles[role]?.contains($0) == true }.reduce(without) { best, person in
      max(best, 1 + most(rest, people.filter { $0 != person }, roles))
    }
  }

  /// Its author may replace an earlier approval by it, and a notes head that is missing refuses;
  /// nothing else that an approval says can take a permission away.
  @Test(arguments: 0..<500) func anotherApprovalNeverTakesThePermissionAway(seed: Int) throws {
    var random = Seeded(seed)
    var question = Self.question(&random)
    question.facts.approvals += [
      said(.approve, by: "ada", id: 50, as: Self.roles),
      said(.approve, by: "bob", id: 51, as: Self.roles),
      said(.approve, by: "cleo", id: 52, as: Self.roles),
    ]
    guard try question.answer.isAllowed else { return }
    var another = Self.statement(99, &random)
    another.predicate.decision = .approve
    another.predicate.supersedes = nil
    question.facts.approvals.append(another)
    #expect(try question.answer.isAllowed)
    question.facts.missing = [missing(id(1), "ada")]
    #expect(try !question.answer.isAllowed)
  }

  @Test(arguments: 0..<200) func timeAndNewGatesLiftNoRejection(seed: Int) throws {
    var random = Seeded(seed)
    var question = Self.question(&random)
    guard try question.requirement("rejections")?.state == .refused else { return }
    question.now = Instant(seconds: Int.random(in: 1000...1_000_000_000, using: &random))
    for index in question.facts.approvals.indices {
      question.facts.approvals[index].predicate.environmentDigest = digest(81)
      question.facts.approvals[index].predicate.expires = Instant(seconds: 1)
    }
    #expect(try question.requirement("rejections")?.state == .refused)
  }

  @Test(arguments: 0..<200) func everyStatementThatDoesNotCountHasOneReason(seed: Int) throws {
    var random = Seeded(seed)
    let question = Self.question(&random)
    let answer = try question.answer
    let discounted = answer.discounted.map(\.statement)
    #expect(Set(discounted).count == discounted.count)
    let counted = question.facts.approvals.filter { !discounted.contains($0.id) }
    let speakers = Set(counted.filter { $0.predicate.decision == .approve }.map(\.person))
    #expect(
      answer.requirements.prefix { $0.rule != .rejections }.allSatisfy {
        speakers.isSuperset(of: $0.by)
      })
  }
}
