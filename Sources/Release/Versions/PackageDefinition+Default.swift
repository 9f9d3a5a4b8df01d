extension PackageDefinition {
  /// The package of a repository without configuration: it has the name of the folder and the tag
  /// pattern that most tags match; `v{version}` where none match.
  public static func unconfigured(folder: String, tags: some Sequence<String>) -> PackageDefinition
  {
    let name = isName(folder) ? folder : slug(folder)
    let forms = [
      "v{version}", "{version}", "\(name)-{version}", "\(name)-v{version}", "release-{version}",
      "\(name)@{version}",
    ]
    let patterns = forms.compactMap { TagPattern($0) }
    var counts = patterns.map { _ in 0 }
    for tag in tags {
      for (index, pattern) in patterns.enumerated()
      where pattern.version(in: tag).flatMap({ Scheme.lenient.version($0) }) != nil {
        counts[index] += 1
      }
    }
    let most = counts.indices.max {
      counts[$0] < counts[$1] || (counts[$0] == counts[$1] && $0 > $1)
    }
    return PackageDefinition(
      name: name.isEmpty ? "repository" : name,
      tag: most.map { patterns[$0] } ?? TagPattern(prefix: "v"), scheme: .lenient)
  }
}
