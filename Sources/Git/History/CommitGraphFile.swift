import Platform
import Release

/// What `git commit-graph write` left in the object folder: one file, or a chain of them. libgit2
/// 1.5 refuses what Git writes since 2.36, so it is read here.
struct CommitGraphFile {
  /// The oldest first.
  private let layers: [CommitGraphLayer]
  /// Where the layers' bytes are.
  private let files: [MappedFile]
  /// How many commits it holds.
  let count: Int
  /// Whether every commit's corrected date is known: a number that is above those of all the
  /// commit's ancestors, whatever the clocks said.
  let hasCorrectedDates: Bool

  /// Nil where there is none that can be used.
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

  /// The number of a commit, below `count`; nil when the file does not hold it.
  func number(of id: ObjectID) -> Int? {
    for layer in layers.reversed() {
      if let place = layer.place(of: id) { return layer.first + place }
    }
    return nil
  }

  /// The layer that holds a commit, and where in it.
  func place(of number: Int) -> (layer: CommitGraphLayer, place: Int)? {
    guard number < count else { return nil }
    var position = layers.count - 1
    while position > 0, layers[position].first > number { position -= 1 }
    return (layers[position], number - layers[position].first)
  }
}

extension Repository {
  /// What there is of a commit-graph file.
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

  /// Nil where there is none, or `core.commitGraph` says not to use it.
  func commitGraphFile() throws(Problem) -> CommitGraphFile? {
    guard try configuration("core.commitGraph") != "false" else { return nil }
    return try CommitGraphFile(objects: commonDirectory + "/objects")
  }
}
