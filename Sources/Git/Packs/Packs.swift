import Glibc
import Platform
import Release

/// The packs of a repository, as they were when it was opened.
final class Packs: Sendable {
  /// The largest first.
  let packs: [Pack]

  /// Each is an open file; the small ones are left to libgit2.
  private static let mostPacks = 64
  /// How far Git follows one repository's alternates to another's.
  private static let mostAlternates = 5

  /// - Parameter folder: the object folder. Where it cannot be read there are no packs.
  init(objects folder: String) {
    let paths = Self.folders(from: folder).flatMap(Self.paths)
    let largest = paths.map { ($0, Self.size(of: $0 + ".pack")) }.sorted { $0.1 > $1.1 }
    packs = largest.prefix(Self.mostPacks).compactMap { Pack($0.0) }
  }

  /// Gives back the memory of what was looked up; it is read again where it is asked for again.
  func rest() {
    for pack in packs { pack.rest() }
  }

  /// The folder, and those that it borrows from (gitrepository-layout, `objects/info/alternates`).
  private static func folders(from folder: String) -> [String] {
    var folders = [folder]
    var next = [folder]
    for _ in 0..<mostAlternates {
      next = next.flatMap(alternates).filter { !folders.contains($0) }
      folders += next
    }
    return folders
  }

  private static func alternates(of folder: String) -> [String] {
    let text = (try? readFile(folder + "/info/alternates")) ?? []
    let lines = text.split(separator: UInt8(ascii: "\n")).map {
      String(decoding: $0, as: UTF8.self)
    }
    // One in quotation marks is left to libgit2.
    return lines.filter { !$0.hasPrefix("#") && !$0.hasPrefix("\"") }.map {
      $0.hasPrefix("/") ? $0 : "\(folder)/\($0)"
    }
  }

  /// Without the ending.
  private static func paths(in folder: String) -> [String] {
    let names = (try? Platform.names(in: folder + "/pack")) ?? []
    return names.filter { $0.hasSuffix(".pack") }.map { "\(folder)/pack/\($0.dropLast(5))" }
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
