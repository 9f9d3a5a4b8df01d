import Git
import Release

extension PackagedFile.Mode {
  /// Nil for what a package does not carry.
  public init?(_ mode: FileMode) {
    switch mode {
    case .regular: self = .regular
    case .executable: self = .executable
    case .link, .submodule: return nil
    }
  }
}
