import ThreatModel

/// What a program at the end of a channel asks for, in order.
struct ChannelOutput: Sendable {
    enum Action: Hashable, Sendable {
        /// Standard output (SSH_MSG_CHANNEL_DATA).
        case data([UInt8])
        /// Standard error (SSH_MSG_CHANNEL_EXTENDED_DATA, type 1).
        case error([UInt8])
        case record(EventKind, EventFields)
        case keep([UInt8], EventFields)
        case pause(Duration)
        /// What it was asked for takes long: ``ChannelProgram/work(on:at:_:)`` is to be called before anything else.
        case work
        /// The program ends with this status; the channel closes once everything before has been sent.
        case exit(UInt8)
        /// A signal ends the program (RFC 4254 §6.10); its name without "SIG".
        case exitBySignal(String)
    }

    private(set) var actions: [Action] = []

    /// The program has said that it ends.
    var hasExited: Bool {
        switch actions.last {
        case .exit, .exitBySignal: true
        case .data, .error, .record, .keep, .pause, .work, nil: false
        }
    }

    /// Bytes on standard output; what is printed without anything in between becomes one action.
    mutating func send(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        if case .data(var before) = actions.last {
            // Taken out of the list first, so that the buffer grows in place.
            actions.removeLast()
            before += bytes
            actions.append(.data(before))
        } else {
            actions.append(.data(Array(bytes)))
        }
    }

    mutating func send(_ text: String) { send(text.utf8) }

    /// Bytes on standard error.
    mutating func sendError(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        if case .error(var before) = actions.last {
            actions.removeLast()
            before += bytes
            actions.append(.error(before))
        } else {
            actions.append(.error(Array(bytes)))
        }
    }

    mutating func sendError(_ text: String) { sendError(text.utf8) }

    /// Something happened that belongs in the session's log.
    mutating func record(_ kind: EventKind, _ fields: EventFields) { actions.append(.record(kind, fields)) }

    /// A file the visitor left: its bytes go to quarantine, and a `file` event with these fields stands in this place.
    mutating func keep(_ bytes: [UInt8], _ fields: EventFields) { actions.append(.keep(bytes, fields)) }

    /// Nothing that follows is sent, and nothing more is read, on the whole connection, before this much time has passed.
    mutating func pause(_ duration: Duration) { actions.append(.pause(duration)) }

    mutating func work() { actions.append(.work) }

    /// Everything another output asks for, in its order.
    mutating func append(_ other: ChannelOutput) {
        if actions.isEmpty { actions = other.actions } else { actions += other.actions }
    }

    /// The program ends; what is asked for after that is not done.
    mutating func exit(_ status: UInt8) { actions.append(.exit(status)) }

    /// The program ends by itself or by that signal.
    mutating func end(_ status: UInt8, by signal: String?) {
        if let signal { exit(bySignal: signal) } else { exit(status) }
    }

    /// A signal, named without "SIG", ends the program.
    mutating func exit(bySignal name: String) { actions.append(.exitBySignal(name)) }
}
