/// What each target may import: the arrows of the house. SwiftPM does not stop an import that a
/// target never declared, as long as some other target built it first.
let allowedImports: [String: Set<String>] = [
  "Release": [],
  "Formats": ["Release", "CYAML"],
  "Trust": ["Release", "Formats", "CCrypto"],
  "Platform": ["Release", "Subprocess", "SystemPackage", "Glibc", "Synchronization"],
  "Git": ["Release", "Platform", "CGit2", "CDeflate", "Glibc", "Dispatch", "Synchronization"],
  "Records": ["Release", "Formats", "Trust", "Platform", "Git", "FoundationEssentials", "Glibc"],
  "Delivery": ["Release", "Platform", "CSQLite", "Glibc"],
  "Report": ["Release"],
  "Workflow": [
    "Release", "Formats", "Trust", "Platform", "Git", "Records", "Delivery", "Report",
    "FoundationEssentials", "Glibc", "Synchronization",
  ],
  "relman": [
    "Workflow", "Records", "Report", "Release", "Platform", "ArgumentParser", "Glibc",
    "Synchronization",
  ],
  "relman-hook": ["Release", "Formats", "Glibc"],
]

/// The imports that break the house's arrows.
func findForeignImports(_ file: SwiftText) -> [Finding] {
  let target = file.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
  guard let allowed = allowedImports[target] else {
    return [
      Finding(path: file.path, line: 1, rule: "the target \(target) has no place in the house")
    ]
  }
  return file.code.findings(in: file.path) { line in
    guard let module = importedModule(line), !allowed.contains(module) else { return nil }
    return "\(target) may not import \(module)"
  }
}

/// The module of a line such as `@testable import struct Release.Version`.
func importedModule(_ line: Substring) -> String? {
  let words = line.split(separator: " ")
  guard let keyword = words.firstIndex(of: "import"),
    words[..<keyword].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains($0) })
  else { return nil }
  let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "let", "var"]
  let name = words[(keyword + 1)...].first { !kinds.contains($0) }
  return name.map { String($0.prefix { isWord($0) }) }
}

private let accessLevels: Set<Substring> = ["public", "package", "internal", "private"]

/// The targets of a table that lead back to themselves.
func findCircles(_ table: [String: Set<String>]) -> Set<String> {
  var rest = table
  while let leaf = rest.first(where: { $0.value.isDisjoint(with: rest.keys) })?.key {
    rest[leaf] = nil
  }
  return Set(rest.keys)
}
