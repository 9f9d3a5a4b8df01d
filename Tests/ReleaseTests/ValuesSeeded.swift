/// Random numbers that are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Up to `limit` characters out of `alphabet`.
  mutating func text(of alphabet: String, upTo limit: Int) -> String {
    let characters = Array(alphabet)
    let count = Int.random(in: 0...limit, using: &self)
    return String((0..<count).compactMap { _ in characters.randomElement(using: &self) })
  }
}
