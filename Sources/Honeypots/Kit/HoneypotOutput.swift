package import ThreatModel

/// What a visit asks of whoever runs it, in order.
package struct HoneypotOutput: Sendable {
    package enum Action: Hashable, Sendable {
        case send([UInt8])
        /// Something happened that belongs in the session's log.
        case record(EventKind, EventFields)
        /// A file the visitor left: its bytes go to quarantine, the event that names its SHA-256 follows by itself.
        case keep(name: String, bytes: [UInt8])
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

    package mutating func keep(name: String, bytes: [UInt8]) { actions.append(.keep(name: name, bytes: bytes)) }

    package mutating func pause(_ duration: Duration) { actions.append(.pause(duration)) }

    package mutating func close() { actions.append(.close) }

    /// Hands the actions over and starts anew.
    package mutating func take() -> [Action] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }
}
