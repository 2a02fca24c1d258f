package import IPNetworks
package import ThreatModel

/// The aggregate of one address: what is known, and what it amounts to.
package struct StoredAddress: Hashable, Sendable {
    package var address: IPAddress
    package var confidence: UInt8
    package var lastSeen: Timestamp
    /// What `check` answers from, as the server encodes it; opaque to the store.
    package var record: [UInt8]
    /// What the score is computed from, as scoring encodes it; opaque to the store.
    package var evidence: [UInt8]

    package init(address: IPAddress, confidence: UInt8, lastSeen: Timestamp, record: [UInt8], evidence: [UInt8]) {
        self.address = address
        self.confidence = confidence
        self.lastSeen = lastSeen
        self.record = record
        self.evidence = evidence
    }
}
