extension Path {
  /// Where relman's own files stand, which travel apart from a package's.
  public static let relman = Path(".relman")
}
