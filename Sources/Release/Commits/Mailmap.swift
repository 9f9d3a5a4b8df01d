/// Proper names and addresses of people who wrote under several (gitmailmap).
public struct Mailmap: Sendable {
  /// What a line puts in the place of a name and an address; nil leaves them.
  private struct Proper {
    var name: String?
    var mail: String?
  }

  private struct Entry {
    var proper = Proper()
    /// For lines that ask for a name besides the address.
    var byName: [String: Proper] = [:]
  }

  /// By address in lower case, as are the names within.
  private var entries: [String: Entry] = [:]

  /// What is not such a line counts for nothing, as for git.
  public init(_ bytes: [UInt8]) {
    var lines = Lines(bytes[...])
    while let line = lines.next() {
      if bytes[line].first != UInt8(ascii: "#") { add(bytes[line]) }
    }
  }

  public func proper(_ person: Person) -> Person {
    guard let entry = entries[folded(person.mail)] else { return person }
    let proper = entry.byName[folded(person.name)] ?? entry.proper
    return Person(name: proper.name ?? person.name, mail: proper.mail ?? person.mail)
  }

  public var isEmpty: Bool { entries.isEmpty }

  private mutating func add(_ line: ArraySlice<UInt8>) {
    guard let first = Part(line), !first.mail.isEmpty else { return }
    guard let second = Part(first.rest) else {
      let key = folded(first.mail)
      if let name = first.name { entries[key, default: Entry()].proper.name = name }
      return
    }
    let proper = Proper(name: first.name, mail: first.mail)
    let key = folded(second.mail)
    if let name = second.name {
      entries[key, default: Entry()].byName[folded(name)] = proper
    } else {
      entries[key, default: Entry()].proper.mail = proper.mail
      if let name = proper.name { entries[key, default: Entry()].proper.name = name }
    }
  }

  /// `Name <mail>`, and what follows.
  private struct Part {
    let name: String?
    let mail: String
    let rest: ArraySlice<UInt8>

    init?(_ text: ArraySlice<UInt8>) {
      guard let open = text.firstIndex(of: UInt8(ascii: "<")),
        let close = text[open...].firstIndex(of: UInt8(ascii: ">"))
      else { return nil }
      let name = trimmedText(text[..<open])
      self.name = name.isEmpty ? nil : name
      mail = String(decoding: text[(open + 1)..<close], as: UTF8.self)
      rest = text[(close + 1)...]
    }
  }
}

/// With ASCII letters in lower case, which is how git compares here.
private func folded(_ text: String) -> String {
  String(decoding: text.utf8.map(lowercased), as: UTF8.self)
}
