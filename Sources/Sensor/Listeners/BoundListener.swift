package import ThreatModel

/// A service that is being played.
package struct BoundListener: Hashable, Sendable {
    package let service: AttackProtocol
    /// Where, as people write it: `[::]:2323`.
    package let place: String
    package let port: UInt16
}
