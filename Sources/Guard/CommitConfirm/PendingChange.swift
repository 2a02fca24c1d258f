package import IPNetworks
package import ThreatModel

/// A change of settings that may cut off whoever makes it: in force for a minute, and taken back unless the same person
/// says, over a connection that was made since, that they still get here. Safety layer 6.
///
/// A pure value: whoever holds it applies ``inForce`` whenever it has become another. Times are those of a clock that nobody
/// sets. Only one change can be pending at a time; another one is refused until then.
package struct PendingChange<Settings: Sendable & Equatable>: Sendable, Equatable {
    /// How somebody is connected who changes something.
    package struct Session: Sendable, Hashable {
        package var address: IPAddress
        /// When the connection was made over which they speak. Not the login: that outlives connections.
        package var connected: Timestamp

        package init(address: IPAddress, connected: Timestamp) {
            self.address = address
            self.connected = connected
        }
    }

    package enum Phase: Sendable, Equatable {
        /// In force until then.
        case waiting(until: Timestamp)
        /// In force for good.
        case confirmed
        /// Not in force any more.
        case reverted(Reason)
    }

    package enum Reason: Sendable, Equatable {
        /// Nobody confirmed it in time.
        case silence
        /// Somebody took it back.
        case withdrawn
    }

    /// Why a confirmation does not count.
    package enum Objection: Error, Sendable, Equatable {
        /// The connection was there before the change: it proves nothing about new ones.
        case oldConnection
        /// It comes from elsewhere than the change, whose author may be cut off all the same.
        case otherAddress(IPAddress)
        case tooLate
    }

    package let before: Settings
    package let after: Settings
    package let author: Session
    package let made: Timestamp
    package private(set) var phase: Phase

    /// How long a change waits for its confirmation.
    package static var patience: Duration { .seconds(60) }

    /// A change at the moment at which it is made.
    ///
    /// - Parameter cuts: whether it would cut its author off; one that would not is not waited for.
    package init(from before: Settings, to after: Settings, by author: Session, cuts: Bool, at now: Timestamp) {
        self.before = before
        self.after = after
        self.author = author
        made = now
        phase = cuts ? .waiting(until: now.advanced(by: Self.patience)) : .confirmed
    }

    /// The settings that hold.
    package var inForce: Settings {
        switch phase {
        case .waiting, .confirmed: after
        case .reverted: before
        }
    }

    package var isPending: Bool {
        switch phase {
        case .waiting: true
        case .confirmed, .reverted: false
        }
    }

    /// Whoever made the change still gets here. A change that was confirmed before stays so.
    package mutating func confirm(by session: Session, at now: Timestamp) throws(Objection) {
        tick(now)
        switch phase {
        case .confirmed: return
        case .reverted: throw .tooLate
        case .waiting:
            guard session.address == author.address else { throw .otherAddress(author.address) }
            guard session.connected > made else { throw .oldConnection }
            phase = .confirmed
        }
    }

    /// Somebody takes it back before it is confirmed. Afterwards it is a matter of another change.
    package mutating func withdraw() {
        if isPending { phase = .reverted(.withdrawn) }
    }

    /// What time brings. To be called every second.
    package mutating func tick(_ now: Timestamp) {
        guard case .waiting(let end) = phase, now >= end else { return }
        phase = .reverted(.silence)
    }

    /// How long it still waits; `nil` when it does not.
    package func remaining(at now: Timestamp) -> Duration? {
        guard case .waiting(let end) = phase else { return nil }
        return max(end.since(now), .zero)
    }
}

extension PendingChange.Objection: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .oldConnection:
            "This connection was open before the change: confirm it over a new one, which shows that you still get here."
        case .otherAddress(let author): "The change was made from \(author): it has to be confirmed from there."
        case .tooLate: "The change was taken back already, because nobody confirmed it in time."
        }
    }
}
