/// The web pages of a repository, as far as its remote's address identifies them.
public struct Forge: Hashable, Sendable {
  /// The software of a forge, which decides the form of its addresses.
  public enum Kind: String, Hashable, Sendable, Codable {
    case github, gitlab, bitbucket, gitea, azure, sourcehut
  }

  public let kind: Kind
  /// `https://host/owner/name`, without a slash at its end.
  public let base: String

  /// From the address of a remote: `https://…`, `ssh://…`, `git://…` or `git@host:path`. Nil when
  /// its host is not a known forge; user names, passwords and ports in it are left out.
  public init?(remote address: String) {
    guard let (host, path) = Self.parts(address), let kind = Self.kind(of: host),
      let base = Self.base(kind, host, path)
    else { return nil }
    self.kind = kind
    self.base = base
  }

  public func commit(_ id: ObjectID) -> String {
    switch kind {
    case .gitlab: "\(base)/-/commit/\(id)"
    case .bitbucket: "\(base)/commits/\(id)"
    default: "\(base)/commit/\(id)"
    }
  }

  /// Nil where the forge has no page of that kind.
  public func pullRequest(_ number: Int) -> String? {
    switch kind {
    case .github: "\(base)/pull/\(number)"
    case .gitlab: "\(base)/-/merge_requests/\(number)"
    case .bitbucket: "\(base)/pull-requests/\(number)"
    case .gitea: "\(base)/pulls/\(number)"
    case .azure: "\(base)/pullrequest/\(number)"
    case .sourcehut: nil
    }
  }

  /// The page that compares two tags, or a tag and a branch.
  public func comparison(from: String, to: String) -> String? {
    let (one, other) = (percentEncoded(from), percentEncoded(to))
    return switch kind {
    case .github, .gitea: "\(base)/compare/\(one)...\(other)"
    case .gitlab: "\(base)/-/compare/\(one)...\(other)"
    case .bitbucket: "\(base)/branches/compare/\(other)%0D\(one)"
    case .azure: "\(base)/branchCompare?baseVersion=GT\(one)&targetVersion=GT\(other)"
    case .sourcehut: "\(base)/log/\(other)"
    }
  }

  /// Host and path of an address, without user information and port.
  private static func parts(_ address: String) -> (host: String, path: String)? {
    guard address.utf8.count <= 2000, address.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7f }) else {
      return nil
    }
    var rest = address[...]
    let scheme = rest.firstRange(of: "://")
    if let scheme { rest = rest[scheme.upperBound...] }
    let end = rest.firstIndex { $0 == "/" || (scheme == nil && $0 == ":") }
    guard let end else { return nil }
    var host = rest[..<end]
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    if let port = host.firstIndex(of: ":") { host = host[..<port] }
    var path = rest[rest.index(after: end)...]
    while path.hasPrefix("/") { path.removeFirst() }
    while path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix(".git") { path.removeLast(4) }
    let isPlain = path.utf8.allSatisfy { isAlphanumeric($0) || "-._~/%".utf8.contains($0) }
    guard isPlain, !path.isEmpty, !path.contains("..") else { return nil }
    return (host.lowercased(), String(path))
  }

  private static func kind(of host: String) -> Kind? {
    let isName = host.utf8.allSatisfy { isAlphanumeric($0) || "-.".utf8.contains($0) }
    guard isName else { return nil }
    if host == "ssh.dev.azure.com" || host == "dev.azure.com" { return .azure }
    if host == "git.sr.ht" { return .sourcehut }
    if host == "codeberg.org" { return .gitea }
    let names: [(String, Kind)] = [
      ("github", .github), ("gitlab", .gitlab), ("bitbucket", .bitbucket), ("gitea", .gitea),
      ("forgejo", .gitea),
    ]
    let labels = host.split(separator: ".")
    return names.first { name, _ in labels.contains { $0 == name } }?.1
  }

  private static func base(_ kind: Kind, _ host: String, _ path: String) -> String? {
    guard kind == .azure else { return "https://\(host)/\(path)" }
    let parts = path.split(separator: "/").map(String.init)
    if parts.count == 4, parts[2] == "_git" {
      return "https://dev.azure.com/\(parts.joined(separator: "/"))"
    }
    guard parts.count == 4, parts[0] == "v3" else { return nil }
    return "https://dev.azure.com/\(parts[1])/\(parts[2])/_git/\(parts[3])"
  }
}

/// With the bytes that a path may not contain as `%` and two digits (RFC 3986, section 2.1).
func percentEncoded(_ text: String) -> String {
  text.utf8.reduce(into: "") { result, byte in
    if isAlphanumeric(byte) || "-._~/".utf8.contains(byte) {
      result.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      result += "%" + hexadecimal([byte]).uppercased()
    }
  }
}
