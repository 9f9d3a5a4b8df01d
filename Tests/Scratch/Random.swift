/// SplitMix64: the same numbers on every machine.
public struct Random {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ mixed >> 31) % UInt64(bound))
  }

  public mutating func oneOf<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
