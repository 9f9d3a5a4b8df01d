import Git
import Records
import Release

extension Project {
  /// Release tags that other clones may see otherwise, or that are no release by a slip.
  func tagFindings() throws(Problem) -> [Finding] {
    let tags = try repository.tags()
    let releases = lines.map { ReleaseTags(in: tags, of: $0) }
    let all = releases.flatMap { $0.tags + $0.covered }
    return try leadingNowhere() + moved(tags) + lightweight(all) + unsigned(all)
      + releases.flatMap(duplicates) + nearlyReleases(tags)
  }

  private func leadingNowhere() throws(Problem) -> [Finding] {
    var result: [Finding] = []
    for ref in try repository.references(prefix: "refs/tags/") {
      let name = String(ref.name.dropFirst("refs/tags/".count))
      guard configuration.package(ofTag: name) != nil else { continue }
      do throws(Problem) {
        _ = try repository.tag(named: name)
      } catch {
        result.append(
          Finding(
            severity: .error, check: .tags,
            detail: "the release tag \(quoted(name)) leads to no commit: \(error.message)",
            hint: error.hint))
      }
    }
    return result
  }

  /// A package remembers what its tag stood on.
  private func moved(_ tags: [Tag]) throws(Problem) -> [Finding] {
    var result: [Finding] = []
    for (name, _) in StoredPackage.all(in: store) {
      let source = try StoredPackage.read(tag: name, in: store).package.source
      guard let tag = tags.first(where: { $0.name == name }) else {
        result.append(
          Finding(
            severity: .error, check: .tags,
            detail: "the tag \(quoted(name)) is gone, and its package is here",
            hint: "git fetch --tags"))
        continue
      }
      guard tag.commit != source else { continue }
      result.append(
        Finding(
          severity: .error, check: .tags,
          detail: "the tag \(quoted(name)) was moved: it stands on \(tag.commit.short), and its "
            + "package was made of \(source.short)", hint: "relman package verify \(name)"))
    }
    return result
  }

  private func lightweight(_ releases: [ReleaseTag]) -> [Finding] {
    let names = releases.filter { !$0.tag.isAnnotated }.map(\.tag.name)
    guard !names.isEmpty else { return [] }
    return [
      Finding(
        severity: .warning, check: .tags,
        detail: "lightweight release tags do not say who made them, and when: \(listed(names))",
        hint: "relman tag")
    ]
  }

  private func unsigned(_ releases: [ReleaseTag]) throws(Problem) -> [Finding] {
    let annotated = releases.filter(\.tag.isAnnotated)
    var names: [String] = []
    for release in annotated where try !isSigned(release.tag) { names.append(release.tag.name) }
    guard !names.isEmpty else { return [] }
    let isUsual = names.count == annotated.count
    return [
      Finding(
        severity: isUsual ? .info : .warning, check: .tags,
        detail: isUsual
          ? "no release tag is signed" : "release tags without a signature: \(listed(names))",
        hint: "git config tag.gpgSign true")
    ]
  }

  private func isSigned(_ tag: Tag) throws(Problem) -> Bool {
    do throws(Problem) {
      return try repository.annotation(of: tag)?.message.contains(" SIGNATURE-----") == true
    } catch {
      // Another finding says what is wrong with it.
      guard error.kind == .badData else { throw error }
      return true
    }
  }

  private func duplicates(_ releases: ReleaseTags) -> [Finding] {
    releases.problems.map {
      Finding(severity: .warning, check: .tags, detail: $0.message, hint: $0.hint)
    }
  }

  /// Names like `V1.2.0`, `v1.2` or `1.2.0` that do not fit a line's pattern.
  private func nearlyReleases(_ tags: [Tag]) -> [Finding] {
    guard isConfigured else { return [] }
    let names = tags.map(\.name).filter { name in
      let bare = name.hasPrefix("v") || name.hasPrefix("V") ? name.dropFirst() : name[...]
      return configuration.package(ofTag: name) == nil && bare.contains(".")
        && Scheme.lenient.version(bare) != nil
    }
    guard !names.isEmpty else { return [] }
    return [
      Finding(
        severity: .info, check: .tags,
        detail: "tags that look like releases and do not fit "
          + lines.map { quoted($0.tag.description) }.joined(separator: ", nor ") + ": "
          + listed(names))
    ]
  }
}
