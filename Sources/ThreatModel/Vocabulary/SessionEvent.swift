package import IPNetworks

/// One thing that happened in a session on a sensor, raw: sensors never judge.
///
/// On the wire it is one line of NDJSON with these names; `at` is epoch milliseconds.
package struct SessionEvent: Hashable, Codable, Sendable {
    /// Identity of the event: a repeated id is the same event, whoever sends it again.
    package var id: UUIDv7
    package var session: UUIDv7
    /// Position in the session, from 0.
    package var seq: UInt32
    package var at: Timestamp
    package var `protocol`: AttackProtocol
    package var transport: Transport
    package var dstPort: UInt16
    package var src: IPAddress
    package var srcPort: UInt16
    package var kind: EventKind
    package var fields: EventFields

    package init(
        id: UUIDv7, session: UUIDv7, seq: UInt32, at: Timestamp, protocol: AttackProtocol, transport: Transport,
        dstPort: UInt16, src: IPAddress, srcPort: UInt16, kind: EventKind, fields: EventFields
    ) {
        self.id = id
        self.session = session
        self.seq = seq
        self.at = at
        self.protocol = `protocol`
        self.transport = transport
        self.dstPort = dstPort
        self.src = src
        self.srcPort = srcPort
        self.kind = kind
        self.fields = fields
    }

    /// The field of an event over UDP that says, with the value `true`, that its sender had read what was sent to the address it
    /// claims: it answered with a number that only stood there.
    package static let provenField = "proven"

    /// Whether the source address is really the visitor's: anybody can write any into a datagram, but nobody completes a TCP
    /// handshake with another's.
    package var hasProvenSource: Bool { transport == .tcp || fields[Self.provenField] == "true" }
}
