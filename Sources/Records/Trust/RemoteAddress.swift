import Platform
import Git
import Release

/// Where a repository is, in the one spelling by which this machine remembers it, as ssh remembers
/// hosts.
///
/// The transport says nothing about what is there, so `https://forge.example/org/shop.git`,
/// `ssh://git@forge.example:22/org/shop/` and `git@forge.example:org/shop` are the same:
/// `forge.example/org/shop`. What goes away is the scheme, the user and password, the transport's
/// own port, `.git` and slashes at the end, doubled slashes, and capitals in the host. What stays
/// is another port, and the user of an SSH path in a home folder, where it says which:
/// `alice@host/~/shop`. A local path is absolute, without `.` and `..`. Blanks, control characters
/// and `%` are written as `%XX`, so that an address is one word.
public struct RemoteAddress: Hashable, Sendable {
  public let text: String

  /// - Parameters:
  ///   - url: as `git remote` shows it.
  ///   - folder: where a relative path starts.
  public init(_ url: String, from folder: String) {
    text = asOneWord(normalized(url, from: folder))
  }
}

extension RemoteAddress: CustomStringConvertible {
  public var description: String { text }
}

private func normalized(_ url: String, from folder: String) -> String {
  if let mark = url.utf8Range(of: "://") {
    let scheme = url[..<mark.lowerBound].lowercased()
    let rest = url[mark.upperBound...]
    return scheme == "file" ? local(rest.drop { $0 != "/" }, folder) : network(scheme, rest)
  }
  // A path may hold a colon; git takes what has one before its first slash for a host.
  let beforeSlash = url.prefix { $0 != "/" }
  // `helper::address` is for a program that git asks, and is not ours to understand.
  if beforeSlash.contains("::"), !beforeSlash.contains("[") { return url }
  guard let colon = hostEnd(beforeSlash) else { return local(url[...], folder) }
  let path = url[url.index(after: colon)...]
  return secureShell(url[..<colon], path, isFromRoot: path.hasPrefix("/"))
}

/// The colon that ends the host of `user@host:path`; nil for a path.
private func hostEnd(_ text: Substring) -> Substring.Index? {
  guard let bracket = text.lastIndex(of: "]") else { return text.firstIndex(of: ":") }
  return text[bracket...].firstIndex(of: ":")
}

private func network(_ scheme: String, _ rest: Substring) -> String {
  let authority = rest.prefix { $0 != "/" }
  let path = rest.dropFirst(authority.count)
  switch scheme {
  case "ssh", "git+ssh", "ssh+git": return secureShell(authority, path, isFromRoot: true)
  case "https": return address(host(of: authority), port: "443", path)
  case "http": return address(host(of: authority), port: "80", path)
  case "git": return address(host(of: authority), port: "9418", path)
  default: return address(host(of: authority), port: nil, path)
  }
}

/// - Parameter isFromRoot: else the path starts in the user's home. Forges have one user, `git`,
///   for everybody, and no homes.
private func secureShell(
  _ authority: Substring, _ path: Substring, isFromRoot: Bool
) -> String {
  let bare = path.drop { $0 == "/" }
  let user = authority.lastIndex(of: "@").map { authority[..<$0] }
  let result = address(host(of: authority), port: "22", path)
  guard !isFromRoot || bare.hasPrefix("~"), let user, user != "git" else { return result }
  let home = bare.hasPrefix("~") ? path : "~/" + bare
  return "\(user)@" + address(host(of: authority), port: "22", home)
}

/// Without the user; brackets around `host:port`, which git allows without a scheme, are no part of
/// an IPv6 address.
private func host(of authority: Substring) -> Substring {
  let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
  let text = host ?? authority
  guard text.hasPrefix("["), text.hasSuffix("]") else { return text }
  let inner = text.dropFirst().dropLast()
  return inner.filter { $0 == ":" }.count == 1 ? inner : text
}

private func address(_ host: Substring, port: String?, _ path: Substring) -> String {
  var host = host.lowercased()
  if let port, host.hasSuffix(":" + port) { host.removeLast(port.count + 1) }
  if host.hasSuffix(":") { host.removeLast() }
  return host + "/" + withoutEnding(path)
}

private func local(_ path: Substring, _ folder: String) -> String {
  "/" + withoutEnding(withoutDots(path.hasPrefix("/") ? String(path) : folder + "/" + path)[...])
}

private func withoutEnding(_ path: Substring) -> String {
  var parts = path.split(separator: "/")
  if parts.last == ".git" { parts.removeLast() }
  if let last = parts.last, last.hasSuffix(".git") {
    parts[parts.count - 1] = last.dropLast(".git".count)
  }
  return parts.joined(separator: "/")
}

private func asOneWord(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in text.utf8 {
    if byte > 0x20 && byte != 0x7f && byte != UInt8(ascii: "%") {
      result.append(byte)
    } else {
      result += Array("%\(hexadecimal([byte]))".utf8)
    }
  }
  return String(decoding: result, as: UTF8.self)
}

extension String {
  fileprivate func utf8Range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      formIndex(after: &start)
    }
    return nil
  }
}
