/// What makes packages.
public enum PackageGenerator {
  /// Raised whenever the same tag would give other bytes than before, be it in the generated notes
  /// or in what `assemble` decides; the pinned digest in the tests shows when. A package says which
  /// version made it, and is compared by its bytes only with what the same version makes.
  public static let version = 1
}
