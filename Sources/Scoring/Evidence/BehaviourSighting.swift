package import ThreatModel

/// A session showed a behaviour. Given to ``Evidence/add(_:)-(BehaviourSighting)`` once per session and behaviour.
package struct BehaviourSighting: Hashable, Sendable {
    /// The behaviour's stable name in the catalogue, such as `sh.dropper_pipe`.
    package var behaviour: String
    package var severity: Severity
    package var `protocol`: AttackProtocol
    /// When it was shown. Whoever adds it makes sure that it does not lie in the future: a sensor's clock may be wrong.
    package var at: Timestamp
    package var sensor: SensorOwner
    /// Whether the source address is proven: a completed TCP handshake, or over UDP a reply to our own nonce.
    package var isProven: Bool

    package init(
        behaviour: String, severity: Severity, protocol: AttackProtocol, at: Timestamp, sensor: SensorOwner,
        isProven: Bool
    ) {
        self.behaviour = behaviour
        self.severity = severity
        self.protocol = `protocol`
        self.at = at
        self.sensor = sensor
        self.isProven = isProven
    }
}
