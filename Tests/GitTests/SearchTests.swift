import Git
import Release
import Scratch
import Testing

/// Searches of more commits than one batch holds.
struct SearchTests {
  private func history(isPacked: Bool) throws -> RandomHistory {
    var shape = RandomHistory.Shape()
    shape.commits = 700
    shape.isPacked = isPacked
    return try RandomHistory(seed: 1, shape)
  }

  @Test(arguments: [false, true], [false, true])
  func valuesComeInTheOrderOfTheWalk(isPacked: Bool, hasGraph: Bool) throws {
    let history = try history(isPacked: isPacked)
    if hasGraph { try history.scratch.git("commit-graph", "write", "--reachable") }
    let repository = try history.scratch.opened()
    let tips = history.commits.compactMap { ObjectID(hex: $0) }
    let search = try repository.search(from: tips) { commits in
      commits.map { "\($0.id) \(String(decoding: $0.message, as: UTF8.self))" }
    }
    let walked = try repository.commits(from: tips).map { "\($0.id) \($0.message)" }
    #expect(try search.finish() == walked)
    #expect(walked.count == history.commits.count)
  }

  /// The graph knows the links, so that only the workers miss the objects.
  @Test func aMissingCommitFailsOnlyTheSearchesThatNeedIt() throws {
    let history = try history(isPacked: false)
    let scratch = history.scratch
    try scratch.git("commit-graph", "write", "--reachable")
    let missing = [100, 300, 650].map { history.commits[$0] }
    for id in missing { try scratch.sh("rm -f .git/objects/\(id.prefix(2))/\(id.dropFirst(2))") }
    let repository = try scratch.opened()
    let tips = history.commits.compactMap { ObjectID(hex: $0) }
    let failure = problem { () throws(Problem) in
      _ = try repository.search(from: tips) { $0.map(\.id) }.finish()
    }
    #expect(failure?.kind == .badData)
    #expect(missing.contains { failure?.message.contains($0) == true })
    let early = tips.prefix(50)
    #expect(try repository.search(from: Array(early)) { $0.map(\.id) }.finish().count == 50)
  }
}
