package import ThreatModel

/// What an attacker could do, made up: it must show a behaviour, or must not. One session, or for behaviours across
/// sessions several of them on several sensors.
package struct BehaviourExample: Sendable {
    package struct Event: Sendable {
        package let kind: EventKind
        package let fields: EventFields
        /// Time since the first event's beginning.
        package let at: Duration
        /// `nil`: on the example's.
        package let `protocol`: AttackProtocol?
        /// Which of the example's sessions it belongs to, and which sensor saw it.
        package let session: Int
        package let sensor: Int64

        package init(
            kind: EventKind, fields: EventFields, at: Duration, protocol: AttackProtocol? = nil, session: Int = 0,
            sensor: Int64 = 0
        ) {
            self.kind = kind
            self.fields = fields
            self.at = at
            self.protocol = `protocol`
            self.session = session
            self.sensor = sensor
        }
    }

    package let `protocol`: AttackProtocol
    package let events: [Event]
    /// Where it stands in its rule file.
    package let file: String
    package let line: Int
}
