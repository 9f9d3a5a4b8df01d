import CGit2
import Release

/// How much of a tree that a stranger may have made is looked at.
public struct TreeBounds: Sendable {
  public var maximumFiles: Int
  /// Of one file, and of one tree object.
  public var maximumBytes: Int

  public init(maximumFiles: Int, maximumBytes: Int) {
    self.maximumFiles = maximumFiles
    self.maximumBytes = maximumBytes
  }
}

extension Repository {
  /// The files of a commit's tree with their bytes; nil for a tree that is larger, or that git's
  /// own commands would not make.
  ///
  /// - Throws: `.badData` for an object that is missing or damaged, and for nothing else: what a
  ///   stranger made must not be taken for that, nor the other way round.
  public func boundedFiles(
    of commit: Commit, _ bounds: TreeBounds
  ) throws(Problem) -> [String: [UInt8]]? {
    var files: [String: [UInt8]] = [:]
    var rest: [(tree: ObjectID, prefix: [UInt8], depth: Int)] = [(commit.tree, [], 0)]
    while let (tree, prefix, depth) = rest.popLast() {
      guard depth < 8, let items = try boundedItems(tree, bounds) else { return nil }
      for item in items {
        guard files.count + rest.count < bounds.maximumFiles else { return nil }
        let path = prefix + item.name
        switch item.kind {
        case .directory: rest.append((item.id, path + [UInt8(ascii: "/")], depth + 1))
        case .file(.submodule): return nil
        case .file:
          guard let path = String(validating: path, as: UTF8.self),
            let bytes = try boundedBytes(item.id, GIT_OBJECT_BLOB, bounds.maximumBytes)
          else { return nil }
          files[path] = bytes
        }
      }
    }
    return files
  }

  private func boundedItems(
    _ tree: ObjectID, _ bounds: TreeBounds
  ) throws(Problem) -> [TreeItem]? {
    guard let bytes = try boundedBytes(tree, GIT_OBJECT_TREE, bounds.maximumBytes) else {
      return nil
    }
    do throws(Problem) {
      var reader = TreeReader(tree, bytes)
      var result: [TreeItem] = []
      while let item = try reader.next() { result.append(item) }
      return result
    } catch {
      return nil
    }
  }

  /// Nil for an object of another kind, or a larger one, which is not read.
  private func boundedBytes(
    _ id: ObjectID, _ kind: git_object_t, _ maximum: Int
  ) throws(Problem) -> [UInt8]? {
    let found = try header(id)
    guard found.kind == kind, found.size <= maximum else { return nil }
    return try parsed(id, kind) { text in text.withUnsafeBufferPointer { Array($0) } }
  }
}
