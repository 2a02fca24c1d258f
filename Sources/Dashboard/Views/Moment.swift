import ThreatModel

/// A moment in a model: programs read it as RFC 3339, pages as ``TimeText`` writes it.
struct Moment: Encodable, Equatable, Sendable {
    var time: Timestamp

    init(_ time: Timestamp) { self.time = time }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(time.rfc3339)
    }
}
