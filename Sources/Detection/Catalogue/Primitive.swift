package import ThreatModel

/// One observable action: an event of some kind whose field matches a pattern. No judgement.
package struct Primitive: Sendable {
    /// Stable, such as `sh.fetch_tool`.
    package let name: String
    package let description: String
    package let protocols: AttackProtocolSet
}
