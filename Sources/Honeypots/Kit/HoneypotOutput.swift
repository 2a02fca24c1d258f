package import ThreatModel

/// What a visit asks of whoever runs it, in order.
package struct HoneypotOutput: Sendable {
    package enum Action: Hashable, Sendable {
        case send([UInt8])
        /// Something happened that belongs in the session's log.
        case record(EventKind, EventFields)
        /// A file the visitor left. Its bytes go to quarantine, and a `file` event is recorded in this place with these
        /// fields (`path`, `how`, `download_url` …), to which `sha256` and `size` are added.
        case keep([UInt8], EventFields)
        /// Nothing that follows is sent, and nothing more is read, before this much time has passed.
        case pause(Duration)
        /// The connection ends once everything before has been sent.
        case close
    }

    package private(set) var actions: [Action] = []

    package init() {}

    package mutating func send(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        actions.append(.send(bytes))
    }

    package mutating func send(_ text: String) { send(Array(text.utf8)) }

    package mutating func record(_ kind: EventKind, _ fields: EventFields) { actions.append(.record(kind, fields)) }

    package mutating func keep(_ bytes: [UInt8], _ fields: EventFields) { actions.append(.keep(bytes, fields)) }

    package mutating func pause(_ duration: Duration) { actions.append(.pause(duration)) }

    package mutating func close() { actions.append(.close) }

    /// Hands the actions over and starts anew.
    package mutating func take() -> [Action] {
        // An idle visit keeps no buffer.
        defer { actions = [] }
        return actions
    }
}
