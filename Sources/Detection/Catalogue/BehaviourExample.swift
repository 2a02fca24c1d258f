package import ThreatModel

/// A short made-up session that must show a behaviour, or must not.
package struct BehaviourExample: Sendable {
    package struct Event: Sendable {
        package let kind: EventKind
        package let fields: EventFields
        /// Time since the event before.
        package let after: Duration
    }

    package let `protocol`: AttackProtocol
    package let events: [Event]
    /// Where it stands in its rule file.
    package let file: String
    package let line: Int
}
