package import IPNetworks
package import ThreatModel

/// One visit to a sensor, as far as it has been seen.
package struct StoredSession: Hashable, Sendable {
    package var id: UUIDv7
    /// Credential of the sensor that saw it.
    package var sensor: Int64
    package var address: IPAddress
    package var `protocol`: AttackProtocol
    package var startedAt: Timestamp
    package var lastEventAt: Timestamp
    package var eventCount: Int
    package var ended: Bool
    /// How far detection has come with it, as detection encodes it; opaque to the store.
    package var detection: [UInt8]

    package init(
        id: UUIDv7, sensor: Int64, address: IPAddress, protocol: AttackProtocol, startedAt: Timestamp,
        lastEventAt: Timestamp, eventCount: Int, ended: Bool, detection: [UInt8]
    ) {
        self.id = id
        self.sensor = sensor
        self.address = address
        self.protocol = `protocol`
        self.startedAt = startedAt
        self.lastEventAt = lastEventAt
        self.eventCount = eventCount
        self.ended = ended
        self.detection = detection
    }
}
