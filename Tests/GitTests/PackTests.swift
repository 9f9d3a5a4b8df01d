import CGit2
import Release
import Scratch
import Testing

@testable import Git

/// What is read out of packs without libgit2 is what git reads, or nothing.
struct PackTests {
  /// How git may write the same objects.
  enum Form: String, CaseIterable {
    case deltas = "git repack -adfq --depth=50 --window=90"
    case deltasByID = "git -c repack.useDeltaBaseOffset=false repack -adfq --depth=9 --window=90"
    case whole = "git repack -adfq --depth=0"
    case uncompressed = "git -c pack.compression=0 repack -adfq --depth=0"
    case two = """
      git rev-list --all | tail -n 20 | git pack-objects -q .git/objects/pack/pack
      git prune-packed -q && git repack -dq
      """
    /// As of packs of more than two gigabytes, from a low offset on.
    case largeOffsets = """
      git repack -adfq && cd .git/objects/pack && chmod u+w *.idx
      git index-pack --index-version=2,0x40 -o $(ls *.pack | sed s/pack$/idx/) *.pack
      """
    case oldIndex = """
      git repack -adfq && cd .git/objects/pack && chmod u+w *.idx
      git index-pack --index-version=1 -o $(ls *.pack | sed s/pack$/idx/) *.pack
      """
  }

  @Test(arguments: Form.allCases) func commitsAndTagsAreReadAsGitReadsThem(form: Form) throws {
    let scratch = try history()
    try scratch.sh(form.rawValue)
    var reader = PackReader(Packs(objects: scratch.path(".git/objects")))
    for (id, kind, text) in try objects(of: scratch) {
      let isRead = form != .oldIndex
      #expect(reader.object(id, kind) == (isRead ? text : nil), "\(id)")
      #expect(reader.kind(of: id) == (isRead ? kind : nil), "\(id)")
    }
  }

  /// Otherwise the test above would not see them.
  @Test(arguments: [Form.deltas, .deltasByID]) func thereAreChainsOfDeltas(form: Form) throws {
    let scratch = try history()
    try scratch.sh(form.rawValue)
    let chains = try scratch.sh(
      "git verify-pack -v .git/objects/pack/*.idx | grep ' commit .* [2-9] '")
    #expect(!chains.isEmpty)
  }

  /// By an absolute path and a relative one, and of each other.
  @Test func packsOfAlternatesAreRead() throws {
    let scratch = try history()
    try scratch.sh(
      """
      git repack -adfq
      git clone -q --shared . one
      git init -q two
      echo ../../../one/.git/objects > two/.git/objects/info/alternates
      echo '# "a" comment' >> one/.git/objects/info/alternates
      echo ../../two/.git/objects >> one/.git/objects/info/alternates
      echo >> one/.git/objects/info/alternates
      """)
    for folder in ["one", "two"] {
      var reader = PackReader(Packs(objects: scratch.path(folder + "/.git/objects")))
      for (id, kind, text) in try objects(of: scratch) {
        #expect(reader.object(id, kind) == text, "\(id) through \(folder)")
      }
    }
  }

  @Test func whatIsNotThereIsNotRead() throws {
    let scratch = try history()
    try scratch.sh(Form.deltas.rawValue)
    var reader = PackReader(Packs(objects: scratch.path(".git/objects")))
    #expect(reader.object(.zero, GIT_OBJECT_COMMIT) == nil)
    #expect(reader.object(try scratch.id("HEAD"), GIT_OBJECT_TAG) == nil)
    #expect(reader.object(try scratch.id("HEAD^{tree}"), GIT_OBJECT_COMMIT) == nil)
    #expect(Packs(objects: scratch.path("nowhere")).packs.isEmpty)
  }

  /// A byte of the file changed here and there, and the file cut: the truth or nothing.
  @Test(arguments: ["pack", "idx"]) func damageIsNeverRead(ending: String) throws {
    let scratch = try history()
    try scratch.sh(Form.deltas.rawValue + "; chmod u+w .git/objects/pack/*")
    let path = try scratch.sh("ls .git/objects/pack/*.\(ending)")
    let bytes = try scratch.readBytes(path)
    let known = try objects(of: scratch)
    var random = Random(seed: 7)
    for _ in 0..<400 {
      var changed = bytes
      let place = random.below(bytes.count)
      changed[place] ^= UInt8(1 + random.below(255))
      if random.below(4) == 0 { changed.removeLast(random.below(bytes.count)) }
      try scratch.write(path, bytes: changed)
      var reader = PackReader(Packs(objects: scratch.path(".git/objects")))
      for (id, kind, text) in known {
        let read = reader.object(id, kind)
        #expect(read == nil || read == text, "byte \(place) of \(bytes.count), \(id)")
      }
    }
  }

  /// The bytes are those of a commit; the index has their checksum, and so knows of which.
  @Test func anotherCommitsBytesAreNotRead() throws {
    let scratch = try history()
    try scratch.sh(Form.whole.rawValue + "; chmod u+w .git/objects/pack/*")
    let path = try scratch.sh("ls .git/objects/pack/*.idx")
    var bytes = try scratch.readBytes(path)
    let count = (bytes.count - 1032 - 40) / 28
    let known = try objects(of: scratch)
    let offsets = 1032 + count * 24..<1032 + count * 28
    let turned = Array(bytes[offsets].suffix(4) + bytes[offsets].dropLast(4))
    bytes.replaceSubrange(offsets, with: turned)
    try scratch.write(path, bytes: bytes)
    var reader = PackReader(Packs(objects: scratch.path(".git/objects")))
    for (id, kind, _) in known { #expect(reader.object(id, kind) == nil) }
  }

  @Test func anIndexOfAnotherPackIsLeftAlone() throws {
    let scratch = try history()
    try scratch.sh(
      """
      git repack -adfq && mkdir kept && cp .git/objects/pack/*.idx kept
      git commit -q --allow-empty -m more && git repack -adfq
      cd .git/objects/pack && cp -f ../../../kept/*.idx $(ls *.idx)
      """)
    #expect(Packs(objects: scratch.path(".git/objects")).packs.isEmpty)
  }

  @Test func aDeltaThatCopiesFromOutsideIsRefused() {
    let base = Array("0123456789".utf8)
    // Sizes of base and result, then: copy 4 bytes from 6 on, and insert one.
    #expect(applied([10, 5, 0x91, 6, 4, 1, 0x21], to: base, limit: 9) == Array("6789!".utf8))
    let broken: [[UInt8]] = [
      [], [10], [10, 5], [9, 5, 0x91, 6, 4, 1, 0x21], [10, 5, 0x91, 7, 4, 1, 0x21],
      [10, 5, 0x91, 6, 4], [10, 5, 0x91, 6, 4, 2, 0x21], [10, 5, 0x91, 6, 4, 0],
      [10, 3, 0x91, 6, 4], [10, 10, 0x91, 0, 10], [10, 5, 0x91, 6], [0x8a], [10, 5, 0x80],
    ]
    for delta in broken { #expect(applied(delta, to: base, limit: 9) == nil, "\(delta)") }
  }

  /// Long messages that resemble one another, so that git makes deltas of them.
  private func history() throws -> Scratch {
    let scratch = try Scratch.repository()
    var random = Random(seed: 3)
    let words = ["ledger", "order", "index", "shop", "column", "invoice", "table", "customer"]
    var stream = "reset refs/heads/main\n"
    var text = (0..<90).map { _ in random.oneOf(words) }
    for number in 1...60 {
      text[random.below(text.count)] = "\(random.oneOf(words))\(number)"
      stream += "commit refs/heads/main\nmark :\(number)\n"
      stream += "committer Ada <ada@example.org> \(1_767_225_600 + number * 60) +0000\n"
      stream += data("feat: \(number)\n\n\(text.joined(separator: " "))\n")
    }
    for number in stride(from: 10, through: 60, by: 10) {
      stream += "tag v0.\(number).0\nfrom :\(number)\n"
      stream += "tagger Ada <ada@example.org> 1767229200 +0000\n" + data("release \(number)\n")
    }
    try scratch.sh("git fast-import --quiet --force && git reset -q --hard", input: stream)
    return scratch
  }

  private func data(_ text: String) -> String { "data \(text.utf8.count)\n\(text)\n" }

  /// All commits and tags, and what git says is in them.
  private func objects(of scratch: Scratch) throws -> [(ObjectID, git_object_t, [UInt8])] {
    try scratch.lines("rev-list --all").map { try object($0, "commit", GIT_OBJECT_COMMIT, scratch) }
      + scratch.lines("for-each-ref --format='%(objectname)' refs/tags").map {
        try object($0, "tag", GIT_OBJECT_TAG, scratch)
      }
  }

  private func object(
    _ hex: String, _ name: String, _ kind: git_object_t, _ scratch: Scratch
  ) throws -> (ObjectID, git_object_t, [UInt8]) {
    let id = try #require(ObjectID(hex: hex))
    try scratch.sh("git cat-file \(name) \(hex) > object")
    return (id, kind, try scratch.readBytes("object"))
  }
}
