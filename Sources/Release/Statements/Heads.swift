/// The tips of relman's refs that the author of a signed fact saw, by the refs' full names. Whoever
/// has the fact and less than it names lacks something, whether it was lost or is withheld.
public typealias Heads = [String: ObjectID]

/// What a statement says that names what its signer saw.
public protocol NamesHeads: Sendable {
  /// The repository's id.
  var repository: String { get }
  /// The statement that it replaces.
  var supersedes: Digest? { get }
  /// The tips that the signer saw.
  var heads: Heads { get }
}

/// A tip that a fact which counts names, and that is not here.
public struct MissingTip: Hashable, Sendable {
  public var ref: String
  public var tip: ObjectID
  /// Where the ref is instead; nil where it is not here at all.
  public var here: ObjectID?
  /// Who saw it.
  public var person: String

  public init(ref: String, tip: ObjectID, here: ObjectID?, person: String) {
    self.ref = ref
    self.tip = tip
    self.here = here
    self.person = person
  }
}
