extension Day: Codable {
  public init(from decoder: any Decoder) throws {
    self = try parsed(from: decoder, as: "a day like 2026-11-21") { text in
      Instant(text + "T00:00:00Z")?.day
    }
  }

  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }
}
