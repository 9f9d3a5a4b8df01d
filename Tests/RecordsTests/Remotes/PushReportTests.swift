import Scratch
import Testing

@testable import Records

/// What stock git says of a push, and what is understood.
struct PushReportTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.sh(
      """
      git init -q --bare remote.git && git clone -q remote.git one 2>/dev/null
      git -C one commit -q --allow-empty -m first && git -C one push -q origin HEAD:refs/relman/a
      git clone -q remote.git two 2>/dev/null && git -C two fetch -q origin refs/relman/a
      git -C two commit -q --allow-empty -m other && git -C two update-ref refs/relman/a HEAD
      git -C one update-ref refs/relman/a HEAD
      """)
  }

  private func push(_ clone: String, _ ref: String) throws -> PushResult.Outcome? {
    let answer = try scratch.run(
      "git", "-C", clone, "push", "--porcelain", "origin", "\(ref):\(ref)")
    return PushReport(answer.stdout).outcomes[ref]
  }

  @Test func whatTheRemoteHasIsUnchangedAndWhatItLacksIsPushed() throws {
    #expect(try push("one", "refs/relman/a") == .unchanged)
    try scratch.sh("git -C one update-ref refs/relman/b HEAD")
    #expect(try push("one", "refs/relman/b") == .pushed)
  }

  @Test func whoIsNotAFastForwardIsBehind() throws {
    #expect(try push("two", "refs/relman/a") == .behind)
  }

  @Test func aHookThatDeclinesIsNoLostRaceAndGivesItsReason() throws {
    try scratch.sh(
      "echo exit 1 > remote.git/hooks/pre-receive; chmod +x remote.git/hooks/pre-receive")
    try scratch.sh("git -C one update-ref refs/relman/b HEAD")
    guard case .declined(let why)? = try push("one", "refs/relman/b") else {
      Issue.record("not declined")
      return
    }
    #expect(why.contains("hook declined"))
  }

  @Test func aRefThatSomebodyIsWritingIsALostRace() throws {
    try scratch.sh("mkdir -p remote.git/refs/relman && touch remote.git/refs/relman/b.lock")
    try scratch.sh("git -C one update-ref refs/relman/b HEAD")
    #expect(try push("one", "refs/relman/b") == .behind)
  }

  @Test func aRemoteThatIsNotThereSaysNothingOfARef() throws {
    try scratch.sh("mv remote.git gone.git")
    #expect(try push("one", "refs/relman/a") == nil)
  }
}
