package import ThreatModel

/// A named thing that attackers do: shown by a session or not.
package struct Behaviour: Sendable {
    /// Stable, such as `sh.dropper_pipe`: what is stored, sent and filtered by.
    package let name: String
    /// One line for tables.
    package let title: String
    /// What it is and why it matters, in a sentence or two; the title when the rule says no more.
    package let description: String
    package let severity: Severity
    /// ATT&CK technique ids, such as `T1059.004`.
    package let attack: [String]
    /// Addresses of pages worth reading.
    package let references: [String]
    /// Protocols on which it can be shown.
    package let protocols: AttackProtocolSet
    /// Of a behaviour that an address shows over all its sessions: within how long. `nil`: one session shows it.
    package let window: Duration?
    /// Indices of the primitives its condition names, ascending.
    package let primitives: [Int]
    /// Another one whenever it asks for something else, whatever it is called: the same in every process. `nil` for what no
    /// session shows by itself.
    package let fingerprint: UInt64?
    /// Sessions that must show it.
    package let examples: [BehaviourExample]
    /// Sessions that look like it and must not.
    package let nearMisses: [BehaviourExample]

    init(_ rule: BehaviourRule, protocols: AttackProtocolSet, primitives: [Int], fingerprint: UInt64?) {
        name = rule.name
        title = rule.title
        description = rule.description
        severity = rule.severity
        attack = rule.attack
        references = rule.references
        self.protocols = protocols
        self.primitives = primitives
        self.fingerprint = fingerprint
        window = rule.window.map { .milliseconds($0) }
        examples = rule.examples
        nearMisses = rule.nearMisses
    }
}
