package import ThreatModel

/// Visits of an address to sensors on one protocol.
package struct ProtocolActivity: Equatable, Sendable {
    package let `protocol`: AttackProtocol
    package internal(set) var sessions: UInt32
    package internal(set) var events: UInt32
}
