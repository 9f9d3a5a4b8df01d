import Release

/// The first messages of perhaps very many, and how many there are: what others push must not
/// fill a screen.
public struct BoundedMessages {
  private var named: [String] = []
  private var count = 0

  /// As many are named.
  public static let limit = 10

  public init() {}

  /// - Parameter message: is made only where it will be named.
  public mutating func add(_ message: () throws(Problem) -> String) throws(Problem) {
    count += 1
    if named.count < Self.limit { named.append(try message()) }
  }

  public mutating func add(_ others: BoundedMessages) {
    named += others.named.prefix(Self.limit - named.count)
    count += others.count
  }

  /// Counts messages that nobody made.
  mutating func skip(_ others: Int) { count += others }

  /// Those that are named, and a last line that counts the others.
  public var lines: [String] {
    count > named.count ? named + ["and \(count - named.count) more"] : named
  }
}
