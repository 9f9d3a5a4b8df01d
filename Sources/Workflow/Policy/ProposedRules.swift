import Records
import Formats
import Git
import Release

/// The rules that a commit proposes, as far as they can be read.
struct ProposedRules {
  private(set) var snapshot = PolicySnapshot()
  /// The manifests as they are written, by the names of their files in the snapshot.
  private(set) var sources: [String: String] = [:]
  /// Files that the snapshot would have, and cannot.
  private(set) var unreadable: Set<String> = []
  private var broken: [Problem] = []

  init(of commit: ObjectID, in repository: Repository) throws(Problem) {
    for entry in try repository.treeEntries(of: commit, under: folder)
    where entry.mode != .submodule {
      let name = String(entry.path.dropFirst(folder.count + 1))
      guard let kind = Kind(name) else { continue }
      let bytes = try repository.blob(entry.id)
      switch kind {
      case .file: snapshot.add(bytes, as: name)
      case .manifest(let environment): read(bytes, of: environment, at: entry.path)
      }
    }
  }

  private mutating func read(_ bytes: [UInt8], of environment: String, at path: String) {
    let name = "environments/\(environment).json"
    do throws(Problem) {
      let manifest = try Manifest.parse(bytes, file: SourceFile(path), name: environment)
      snapshot.add(try CanonicalJSON.encode(manifest.environment), as: name)
      sources[name] = String(decoding: bytes, as: UTF8.self)
    } catch {
      unreadable.insert(name)
      broken.append(error)
    }
  }

  /// Why these rules could not be published after a version; for one reason of several the first.
  func problems(after version: PolicyEntry) -> [Problem] {
    guard broken.isEmpty else { return broken }
    do throws(Problem) {
      _ = try PolicyDraft(snapshot, after: version)
      return []
    } catch {
      return [error]
    }
  }

  /// Where a commit has a file of the snapshot.
  static func path(of name: String) -> String {
    guard name.hasPrefix("environments/"), name.hasSuffix(".json") else {
      return "\(folder)/\(name)"
    }
    return "\(folder)/\(name.dropLast(".json".count)).yaml"
  }

  private enum Kind {
    /// Stands in the snapshot as it is.
    case file
    case manifest(environment: String)

    init?(_ name: String) {
      if name == PolicySnapshot.policyName || name == PolicySnapshot.signersName {
        self = .file
        return
      }
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[1].hasSuffix(".yaml"), !parts[1].hasPrefix(".") else {
        return nil
      }
      switch parts[0] {
      case "models": self = .file
      case "environments": self = .manifest(environment: String(parts[1].dropLast(".yaml".count)))
      default: return nil
      }
    }
  }
}

private let folder = ".relman"
