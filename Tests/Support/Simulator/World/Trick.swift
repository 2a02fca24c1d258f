import ThreatModel

/// A behaviour of the catalogue, and how likely a session of its owner shows it.
struct Trick: Sendable {
    let behaviour: String
    let severity: Severity
    let `protocol`: AttackProtocol
    let probability: Double
}
