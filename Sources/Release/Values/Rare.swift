/// A value kept out of line, so that a struct which seldom has it stays small.
struct Rare<Value: Hashable & Sendable>: Hashable, Sendable {
  /// None, or one.
  private var values: [Value] = []

  var value: Value? {
    get { values.first }
    set { values = newValue.map { [$0] } ?? [] }
  }
}
