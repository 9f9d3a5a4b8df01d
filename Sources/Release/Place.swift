/// A file of the repository, in the work tree or as a revision has it.
public struct SourceFile: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let path: String
  /// A tag or another revision; nil for the work tree.
  public let revision: String?

  public init(_ path: String, in revision: String? = nil) {
    self.path = path
    self.revision = revision
  }

  public init(stringLiteral path: String) { self.init(path) }

  /// As Git writes it: `v1.0.0:.relman/config.yaml`.
  public var description: String { revision.map { escaped($0) + ":" + path } ?? path }
}

/// Where in a file something stands.
public struct Place: Hashable, Sendable, CustomStringConvertible {
  public let file: SourceFile
  /// From 1.
  public let line: Int
  /// From 1, in Unicode scalars; nil where only the line is known.
  public let column: Int?

  public init(file: SourceFile, line: Int, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { "\(file):\(line)" + (column.map { ":\($0)" } ?? "") }
}
