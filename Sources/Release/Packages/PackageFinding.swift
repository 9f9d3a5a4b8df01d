/// Something that keeps a package from being built, for a person, and the file that it is about.
public struct PackageFinding: Hashable, Sendable {
  public var text: String
  /// Nil where no one file is to blame.
  public var path: Path?
  /// The line of that file that it is about; nil for the whole file.
  public var line: String?

  public init(_ text: String, at path: Path? = nil, line: String? = nil) {
    self.text = text
    self.path = path
    self.line = line
  }
}
