/// The canonical names and addresses of people who have used several (gitmailmap).
public struct Mailmap: Sendable {
  /// The replacements for a name and an address; nil keeps the original.
  private struct Proper {
    var name: String?
    var mail: String?
  }

  private struct Entry {
    var proper = Proper()
    /// From lines that match a name as well as the address.
    var byName: [String: Proper] = [:]
  }

  /// By address in lower case; `byName` has names in lower case too.
  private var entries: [String: Entry] = [:]

  /// Lines that it cannot parse are ignored, as by git.
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

/// With ASCII letters in lower case, as git compares them here.
private func folded(_ text: String) -> String {
  String(decoding: text.utf8.map(lowercased), as: UTF8.self)
}
