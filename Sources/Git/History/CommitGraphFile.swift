import Platform
import Release

/// What `git commit-graph write` wrote into the object folder: one file, or a chain of them.
/// libgit2 1.5 refuses what Git writes since 2.36, so it is read here.
struct CommitGraphFile {
  /// The oldest first.
  private let layers: [CommitGraphLayer]
  /// They keep the layers' bytes mapped.
  private let files: [MappedFile]
  /// How many commits it holds.
  let count: Int
  /// Whether every commit's corrected date is known: a number greater than those of all its
  /// ancestors, whatever their dates.
  let hasCorrectedDates: Bool

  /// Nil where there is no usable file.
  init?(objects folder: String) throws(Problem) {
    (layers, files) = try Self.layers(folder + "/info")
    count = layers.reduce(0) { $0 + $1.count }
    hasCorrectedDates = layers.allSatisfy(\.hasCorrectedDates)
    if count == 0 { return nil }
  }

  private static func layers(
    _ folder: String
  ) throws(Problem) -> ([CommitGraphLayer], [MappedFile]) {
    if let file = try MappedFile(folder + "/commit-graph") {
      return (CommitGraphLayer(file, first: 0).map { [$0] } ?? [], [file])
    }
    let chain = folder + "/commit-graphs/"
    let names = try readFile(chain + "commit-graph-chain") ?? []
    var (layers, files): ([CommitGraphLayer], [MappedFile]) = ([], [])
    for name in names.split(separator: UInt8(ascii: "\n")) {
      let first = layers.last.map { $0.first + $0.count } ?? 0
      guard let id = ObjectID(hex: String(decoding: name, as: UTF8.self)),
        let file = try MappedFile("\(chain)graph-\(id).graph"),
        let layer = CommitGraphLayer(file, first: first)
      else { break }
      layers.append(layer)
      files.append(file)
    }
    return (layers, files)
  }

  func rest() {
    for file in files { file.rest() }
  }

  /// The position of a commit in the whole chain, below `count`; nil where no file has it.
  func number(of id: ObjectID) -> Int? {
    for layer in layers.reversed() {
      if let position = layer.position(of: id) { return layer.first + position }
    }
    return nil
  }

  /// The layer that has a commit, and the commit's position in it.
  func position(of number: Int) -> (layer: CommitGraphLayer, position: Int)? {
    guard number < count else { return nil }
    var index = layers.count - 1
    while index > 0, layers[index].first > number { index -= 1 }
    return (layers[index], number - layers[index].first)
  }
}

extension Repository {
  /// Whether there is a commit-graph file, and what it is good for.
  public enum CommitGraphState: Hashable, Sendable {
    case absent, unusable, withoutDates, whole
  }

  public func commitGraph() throws(Problem) -> CommitGraphState {
    let folder = commonDirectory + "/objects/info"
    let whole = try MappedFile(folder + "/commit-graph")
    let chain = try readFile(folder + "/commit-graphs/commit-graph-chain")
    guard whole != nil || chain != nil else { return .absent }
    guard let file = try CommitGraphFile(objects: commonDirectory + "/objects") else {
      return .unusable
    }
    return file.hasCorrectedDates ? .whole : .withoutDates
  }

  /// Nil where there is none, or `core.commitGraph` disables it.
  func commitGraphFile() throws(Problem) -> CommitGraphFile? {
    guard try configuration("core.commitGraph") != "false" else { return nil }
    return try CommitGraphFile(objects: commonDirectory + "/objects")
  }
}
