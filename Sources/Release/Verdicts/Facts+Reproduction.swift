extension Facts {
  /// Whether a package is what its tag gives when it is built again.
  public enum Reproduction: Hashable, Sendable {
    case reproduced
    /// It gives another one.
    case differs(from: Digest)
    /// It cannot be built here: why, and the command that mends it.
    case unknown(String, hint: ShellCommand?)
  }
}
