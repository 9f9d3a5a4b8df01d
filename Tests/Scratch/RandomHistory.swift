/// A repository whose history a seed makes: a main line and others that start at old releases, at
/// any commit or at nothing, are merged back, into each other both ways, several at once, or never;
/// tags of every kind, some on commits that no branch has, versions in no order of time.
public struct RandomHistory {
  public struct Shape: Sendable {
    public var commits = 50
    /// How far clocks go wrong, back and forth.
    public var skewSeconds = 0
    /// Whether commits change files; else all have the empty tree.
    public var hasFiles = false
    public var isPacked = false

    public init() {}
  }

  public let scratch: Scratch
  /// The ids of all commits, parents first.
  public private(set) var commits: [String] = []

  private var shape: Shape
  private var random: Random
  private var stream = ""
  /// The last commit of each line, by its number from one; the main one first.
  private var tips: [Int] = []
  private var count = 0
  private var marks = 1_000
  private var tagged: [Int] = []
  private var names: Set<String> = []
  private var minor = 0

  public init(seed: UInt64, _ shape: Shape = Shape()) throws {
    scratch = try Scratch.repository()
    random = Random(seed: seed)
    self.shape = shape
    tips = [commit(on: [])]
    while count < shape.commits { grow() }
    stream += "reset refs/heads/main\nfrom :\(tips[0])\n\n"
    for (place, tip) in tips.enumerated() where place > 0 && random.below(2) == 0 {
      stream += "reset refs/heads/line-\(place)\nfrom :\(tip)\n\n"
    }
    try scratch.git(
      "-c", "fastimport.unpackLimit=\(shape.isPacked ? 1 : 100_000)", "fast-import", "--quiet",
      "--export-marks=.git/marks", input: stream)
    let lines = try scratch.read(".git/marks").split(separator: "\n")
    let marked = lines.map { $0.split(separator: " ") }.compactMap { fields in
      Int(fields[0].dropFirst()).map { (number: $0, id: String(fields[1])) }
    }
    commits = marked.filter { $0.number <= count }.sorted { $0.number < $1.number }.map(\.id)
  }

  private mutating func grow() {
    let line = random.below(tips.count)
    switch random.below(16) {
    case 0..<6: tips[0] = commit(on: [tips[0]])
    case 6..<8: tips[line] = commit(on: [tips[line]])
    case 8: tips.append(commit(on: [tagged.isEmpty ? 1 : random.oneOf(tagged)]))
    case 9: tips.append(commit(on: [1 + random.below(count)]))
    case 10 where count > 10: tips.append(commit(on: []))
    case 11..<13: tips[0] = commit(on: [tips[0], tips[line]])
    case 13:
      let (one, other) = (tips[0], tips[line])
      tips[line] = commit(on: [other, one])
      tips[0] = commit(on: [one, other])
    case 14: tips[0] = commit(on: (0..<2 + random.below(4)).map { _ in 1 + random.below(count) })
    default: tips[line] = commit(on: [tips[line], 1 + random.below(count)])
    }
    if random.below(100) < 25 { tag(random.below(4) == 0 ? tips[line] : count) }
  }

  private mutating func commit(on parents: [Int]) -> Int {
    count += 1
    let skew = random.below(2 * shape.skewSeconds + 1) - shape.skewSeconds
    let time = max(0, 1_700_000_000 + count * 60 + skew)
    if parents.isEmpty { stream += "reset refs/heads/main\n\n" }
    stream += "commit refs/heads/main\nmark :\(count)\n"
    stream += "committer Ada <ada@example.org> \(time) +0000\n"
    stream += data("\(random.oneOf(["feat", "fix", "docs"])): \(count)\n")
    var known: Set<Int> = []
    for parent in parents where known.insert(parent).inserted {
      stream += known.count == 1 ? "from :\(parent)\n" : "merge :\(parent)\n"
    }
    if shape.hasFiles {
      stream += "M 100644 inline f\(random.below(3))/g\(random.below(3))\n" + data("\(count)\n")
    }
    return count
  }

  /// One tag or several on a commit: plain, annotated, a tag of a tag, or one that is no release.
  private mutating func tag(_ commit: Int) {
    tagged.append(commit)
    repeat {
      let name = random.below(8) == 0 ? "nightly-\(count)" : version()
      guard names.insert(name).inserted else { continue }
      let depth = random.below(4)
      if depth == 0 { stream += "reset refs/tags/\(name)\nfrom :\(commit)\n\n" }
      for level in 0..<depth {
        let target = level == 0 ? commit : marks
        marks += 1
        stream += "tag \(level == depth - 1 ? name : "inner-\(level)-\(name)")\nmark :\(marks)\n"
        stream += "from :\(target)\n"
        stream += "tagger Ada <ada@example.org> \(random.below(2_000_000_000)) +0000\n"
        stream += data("of a tag\n")
      }
    } while random.below(5) == 0
  }

  /// Mostly the next one, sometimes a patch of an old one, or any.
  private mutating func version() -> String {
    let base: String
    switch random.below(4) {
    case 0..<2:
      minor += 1
      base = "v1.\(minor).0"
    case 2: base = "v1.\(random.below(minor + 1)).\(1 + random.below(12))"
    default: base = "v\(random.below(3)).\(random.below(12)).\(random.below(12))"
    }
    return random.below(5) == 0 ? base + "-rc.\(1 + random.below(12))" : base
  }

  /// Gives commits other parents, for git's eyes alone: some by grafts, some by replacements.
  public func disguise(seed: UInt64) throws {
    var random = Random(seed: seed)
    var grafts = ""
    for place in stride(from: 10, to: commits.count, by: 5) {
      // One that is not replaced itself: git follows a chain of those for five only.
      let other = commits[5 * random.below(place / 5)]
      if place % 2 == 0 { grafts += commits[place] + (place % 3 == 0 ? "" : " " + other) + "\n" }
      try scratch.git("update-ref", "refs/replace/\(commits[place - 1])", other)
    }
    try scratch.write(".git/info/grafts", grafts)
  }
}

private func data(_ text: String) -> String { "data \(text.utf8.count)\n\(text)\n" }
