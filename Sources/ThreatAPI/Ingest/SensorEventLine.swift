import IPNetworks
import ThreatModel

/// One line of a sensor's batch: a ``SessionEvent`` as JSON.
///
/// Where a session takes place need be told once in a batch: later lines of it may leave out all of that. Every line may
/// leave out its identifier, which is made of the session's, the time and the number then.
///
/// Names that are not known are passed over, so that newer sensors can talk to older servers.
enum SensorEventLine {
    /// Fields of one event.
    static let maximumFields = 64
    static let maximumFieldNameLength = 64

    /// The year 10889: times are kept in 48 bits.
    private static let latestTime: Int64 = 1 << 48

    /// What all events of a session have in common.
    struct Place: Sendable {
        var attackProtocol: AttackProtocol
        var transport: Transport
        var dstPort: UInt16
        var src: IPAddress
        var srcPort: UInt16
    }

    /// - Parameter places: of the sessions in the lines before; this one's is added.
    static func parse(
        _ line: UnsafeBufferPointer<UInt8>, places: inout [UUIDv7: Place]
    ) throws(JSONFault) -> SessionEvent {
        var parts = Parts()
        var reader = JSONReader(line)
        try reader.forEachMember { (name, value) throws(JSONFault) in try parts.take(name, from: &value) }
        try reader.expectEnd()
        return try parts.event(&places)
    }

    private struct Parts {
        var id: UUIDv7?
        var session: UUIDv7?
        var seq: UInt32?
        var at: Timestamp?
        var attackProtocol: AttackProtocol?
        var transport: Transport?
        var dstPort: UInt16?
        var src: IPAddress?
        var srcPort: UInt16?
        var kind: EventKind?
        var fields = EventFields()

        mutating func take(_ name: String, from value: inout JSONReader) throws(JSONFault) {
            switch name {
            case "id": id = try Self.uuid(name, &value)
            case "session": session = try Self.uuid(name, &value)
            case "seq": seq = try Self.number(name, &value)
            case "at":
                let milliseconds = try value.integer()
                guard (0..<latestTime).contains(milliseconds) else {
                    throw JSONFault("'at' must be epoch milliseconds")
                }
                at = Timestamp(milliseconds: milliseconds)
            case "protocol": attackProtocol = try Self.member(name, &value)
            case "transport": transport = try Self.member(name, &value)
            case "dstPort": dstPort = try Self.number(name, &value)
            case "src":
                guard let address = IPAddress(try value.string()) else {
                    throw JSONFault("'src' must be an IPv4 or IPv6 address")
                }
                src = address
            case "srcPort": srcPort = try Self.number(name, &value)
            case "kind": kind = try Self.member(name, &value)
            case "fields": fields = try Self.fields(&value)
            default: try value.skipValue()
            }
        }

        func event(_ places: inout [UUIDv7: Place]) throws(JSONFault) -> SessionEvent {
            let session = try Self.given(session, "session")
            let seq = try Self.given(seq, "seq")
            let at = try Self.given(at, "at")
            let place = try place(of: session, &places)
            return SessionEvent(
                id: id ?? UUIDv7(at: at, number: seq, of: session), session: session, seq: seq, at: at,
                protocol: place.attackProtocol, transport: place.transport,
                dstPort: place.dstPort, src: place.src, srcPort: place.srcPort, kind: try Self.given(kind, "kind"),
                fields: fields)
        }

        /// The place, as this line tells it or as an earlier one has.
        private func place(of session: UUIDv7, _ places: inout [UUIDv7: Place]) throws(JSONFault) -> Place {
            if attackProtocol == nil, transport == nil, dstPort == nil, src == nil, srcPort == nil,
                let told = places[session]
            {
                return told
            }
            let place = Place(
                attackProtocol: try Self.given(attackProtocol, "protocol"), transport: transport ?? .tcp,
                dstPort: try Self.given(dstPort, "dstPort"), src: try Self.given(src, "src"),
                srcPort: try Self.given(srcPort, "srcPort"))
            places[session] = place
            return place
        }

        private static func given<Value>(_ value: Value?, _ name: String) throws(JSONFault) -> Value {
            guard let value else { throw JSONFault("'\(name)' is missing") }
            return value
        }

        private static func uuid(_ name: String, _ value: inout JSONReader) throws(JSONFault) -> UUIDv7 {
            guard let uuid = UUIDv7(try value.string()) else { throw JSONFault("'\(name)' must be a UUID") }
            return uuid
        }

        private static func number<Number: FixedWidthInteger>(
            _ name: String, _ value: inout JSONReader
        ) throws(JSONFault) -> Number {
            guard let number = Number(exactly: try value.integer()) else {
                throw JSONFault("'\(name)' must be a whole number from 0 to \(Number.max)")
            }
            return number
        }

        private static func member<Member: NamedVocabulary>(
            _ name: String, _ value: inout JSONReader
        ) throws(JSONFault) -> Member {
            guard let member = Member(name: try value.string()) else {
                throw JSONFault("'\(name)' must be one of \(Member.acceptedNames)")
            }
            return member
        }

        private static func fields(_ value: inout JSONReader) throws(JSONFault) -> EventFields {
            var values: [String: String] = [:]
            try value.forEachMember { (name, value) throws(JSONFault) in
                guard name.utf8.count <= maximumFieldNameLength, values.count < maximumFields else {
                    throw JSONFault(
                        "'fields' may hold \(maximumFields) names of at most \(maximumFieldNameLength) bytes")
                }
                values[name] = try value.string()
            }
            return EventFields(values)
        }
    }
}
