package import ThreatModel

/// Where the events of visits go.
package protocol EventSink: Sendable {
    /// Takes an event over. Never waits.
    func record(_ event: SessionEvent)

    /// Takes over a file that a visitor left, named by the SHA-256 of its bytes in hexadecimal. Never waits.
    func keep(sha256: String, bytes: [UInt8])
}
