import Platform
import Release

extension Repository {
  /// The refs in a folder such as `refs/tags` whose files hold no object id, in the order of their
  /// bytes. A list of refs leaves them out without a word.
  public func brokenReferences(in folder: String) throws(Problem) -> [String] {
    var result: [String] = []
    for name in try looseReferences(in: folder, depth: 0) where try isBroken(name) {
      result.append(name)
    }
    return result
  }

  /// - Parameter folder: such as `refs/relman`.
  /// - Throws: `.badData` for a ref in the folder whose file holds no id. A list leaves it out, or
  ///   has the older id that was packed before, without a word.
  public func requireWhole(_ folder: String) throws(Problem) {
    guard let name = try brokenReferences(in: folder).first else { return }
    let path = "\(commonDirectory)/\(name)"
    throw Problem(
      .badData,
      "the file of the ref \(quoted(name)) holds no object id; once it is away, a sync brings what "
        + "a remote has", hint: "rm \(path)")
  }

  private func looseReferences(in folder: String, depth: Int) throws(Problem) -> [String] {
    guard depth < maximumFolders else { return [] }
    var result: [String] = []
    for name in try names(in: "\(commonDirectory)/\(folder)") {
      let path = "\(folder)/\(name)"
      if isFolder("\(commonDirectory)/\(path)") {
        result += try looseReferences(in: path, depth: depth + 1)
      } else if isValidReference(path) {
        result.append(path)
      }
    }
    return result
  }

  /// Git reads an id up to the first blank, or `ref:` and another ref's name.
  private func isBroken(_ name: String) throws(Problem) -> Bool {
    guard let bytes = try readFile("\(commonDirectory)/\(name)") else { return false }
    if bytes.starts(with: "ref:".utf8) { return false }
    let word = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: " ") }
    return ObjectID(hex: trimmed(word)) == nil
  }
}

/// A link that leads to a folder above it would have no end.
private let maximumFolders = 32

private func trimmed(_ word: ArraySlice<UInt8>) -> String {
  String(decoding: word.last == UInt8(ascii: "\r") ? word.dropLast() : word, as: UTF8.self)
}
