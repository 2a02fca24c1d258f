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
        /// What was received takes longer than others should have to wait for: ``Honeypot/work(at:_:)`` is to be called
        /// where that holds nobody up, and nothing is read before it is done.
        case work
        /// There is more to say than others should have to wait for: ``Honeypot/resume(at:_:)`` is to be called once the
        /// connection has taken what comes before, and nothing is read before that.
        case resume
        /// The connection ends once everything before has been sent.
        case close
    }

    package private(set) var actions: [Action] = []

    package init() {}

    /// Bytes for the visitor. What is sent without anything in between becomes one action.
    package mutating func send(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        if case .send(var before) = actions.last {
            // Taken out of the list first, so that the buffer grows in place.
            actions.removeLast()
            before += bytes
            actions.append(.send(before))
        } else {
            actions.append(.send(Array(bytes)))
        }
    }

    package mutating func send(_ text: String) { send(text.utf8) }

    package mutating func record(_ kind: EventKind, _ fields: EventFields) { actions.append(.record(kind, fields)) }

    package mutating func keep(_ bytes: [UInt8], _ fields: EventFields) { actions.append(.keep(bytes, fields)) }

    package mutating func pause(_ duration: Duration) { actions.append(.pause(duration)) }

    package mutating func work() { actions.append(.work) }

    package mutating func resume() { actions.append(.resume) }

    package mutating func close() { actions.append(.close) }

    /// Everything another output asks for, in its order.
    package mutating func append(_ other: HoneypotOutput) {
        for action in other.actions {
            if case .send(let bytes) = action { send(bytes) } else { actions.append(action) }
        }
    }

    /// Hands the actions over and starts anew.
    package mutating func take() -> [Action] {
        // An idle visit keeps no buffer.
        defer { actions = [] }
        return actions
    }
}
