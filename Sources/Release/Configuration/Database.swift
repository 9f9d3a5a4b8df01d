/// A database whose changes the repository holds.
public struct Database: Hashable, Sendable {
  public var name: String
  /// The folder of its changes.
  public var path: Path
  public var layout: Layout

  public init(name: String, path: Path, layout: Layout = .relman) {
    self.name = name
    self.path = path
    self.layout = layout
  }

  /// How the folder is laid out.
  public enum Layout: String, Hashable, Sendable, CaseIterable, Codable {
    /// `<date>-<slug>/{deploy,revert,verify}.sql`, applied in the order of their names' bytes.
    case relman
  }
}
