import Glibc
import Release

/// The packs of a repository, as they were when it was opened.
final class Packs: Sendable {
  /// The largest first.
  let packs: [Pack]

  /// Each is an open file; the small ones are left to libgit2.
  private static let mostPacks = 64

  /// - Parameter folder: the object folder. Where it cannot be read there are no packs.
  init(objects folder: String) {
    let names = (try? Git.names(in: folder + "/pack")) ?? []
    let paths = names.filter { $0.hasSuffix(".pack") }.map { "\(folder)/pack/\($0.dropLast(5))" }
    let largest = paths.map { ($0, Self.size(of: $0 + ".pack")) }.sorted { $0.1 > $1.1 }
    packs = largest.prefix(Self.mostPacks).compactMap { Pack($0.0) }
  }

  /// Gives back the memory of what was looked up; it is read again where it is asked for again.
  func rest() {
    for pack in packs { pack.rest() }
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
