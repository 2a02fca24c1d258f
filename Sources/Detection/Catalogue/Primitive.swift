package import ThreatModel

/// One observable action: an event of some kind whose field matches a pattern. No judgement.
package struct Primitive: Sendable {
    /// Stable, such as `sh.fetch_tool`.
    package let name: String
    package let description: String
    /// Protocols on which it can occur.
    package let protocols: AttackProtocolSet
    private let targets: [EventTarget]
    private let test: PrimitiveTest

    /// What it looks at and for.
    package var lookout: Lookout { Lookout(targets, test) }

    init(_ rule: PrimitiveRule) {
        name = rule.name
        description = rule.description
        protocols = rule.protocols
        targets = rule.targets
        test = rule.test
    }
}
