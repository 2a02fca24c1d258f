import ThreatModel

/// Where a visitor wanted to be connected to. The first request for a place is told at once; more of them are counted and
/// told as one when the visit is over.
struct ForwardLog: Sendable {
    /// Places that are told apart.
    static let mostPlaces = 256
    /// Bytes of a host's name that are kept.
    static let mostHostBytes = 256

    private struct Place: Hashable, Sendable {
        var kind: String
        var host: [UInt8]
        var port: UInt32
    }

    private var counts: [Place: Int] = [:]
    /// Requests for places beyond the bound.
    private var others = 0

    mutating func note(_ kind: String, host: [UInt8], port: UInt32, _ output: inout HoneypotOutput) {
        let place = Place(kind: kind, host: Array(host.prefix(Self.mostHostBytes)), port: port)
        if let count = counts[place] {
            counts[place] = count + 1
        } else if counts.count < Self.mostPlaces {
            counts[place] = 0
            output.record(.forward, Self.fields(place))
        } else {
            others += 1
        }
    }

    mutating func finish(_ output: inout HoneypotOutput) {
        let order = counts.sorted { ($0.key.port, $0.key.kind) < ($1.key.port, $1.key.kind) }
        for (place, count) in order where count > 0 {
            var fields = Self.fields(place)
            fields["count"] = String(count)
            output.record(.forward, fields)
        }
        if others > 0 { output.record(.forward, ["kind": "other", "count": String(others)]) }
        counts = [:]
        others = 0
    }

    private static func fields(_ place: Place) -> EventFields {
        var fields: EventFields = ["kind": place.kind]
        fields.set("dst", bytes: place.host)
        if place.port > 0 { fields["dst_port"] = String(place.port) }
        return fields
    }
}
