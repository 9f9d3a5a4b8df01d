/// A value of a result that may be unknown: as JSON its key is always there, and unknown is null.
@propertyWrapper
public struct OrNull<Value: Encodable & Hashable & Sendable>: Encodable, Hashable, Sendable {
  public var wrappedValue: Value?

  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}
