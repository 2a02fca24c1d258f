import Store
import ThreatModel

/// The names that were used during one round of ingest: as many writes as there are different ones, however often each was
/// tried.
struct NameTally {
    private struct UsernameKey: Hashable, Comparable {
        var name: String
        var `protocol`: AttackProtocol

        static func < (a: Self, b: Self) -> Bool {
            a.name != b.name ? a.name < b.name : a.protocol.rawValue < b.protocol.rawValue
        }
    }

    private struct Use {
        var count: Int
        var first: Timestamp
        var last: Timestamp
    }

    private var usernames: [UsernameKey: Use] = [:]
    private var emails: [String: Use] = [:]

    /// - Parameter name: in lower case.
    mutating func addLogin(_ name: String, _ event: SessionEvent, _ trial: SessionNames.Trial) {
        let key = UsernameKey(name: name, protocol: event.protocol)
        switch trial {
        case .first: Self.add(1, at: event.at, to: &usernames[key])
        case .repeated: Self.add(0, at: event.at, to: &usernames[key])
        case .uncounted: break
        }
    }

    /// - Parameter email: in lower case.
    mutating func addMessage(_ email: String, _ event: SessionEvent) {
        Self.add(1, at: event.at, to: &emails[email])
    }

    /// Writes the sums, in the order of their keys.
    func finish(in transaction: any StoreTransaction) throws {
        for key in usernames.keys.sorted() {
            guard let use = usernames[key] else { continue }
            try transaction.addUsername(
                key.name, protocol: key.protocol, sessions: use.count, first: use.first, last: use.last)
        }
        for email in emails.keys.sorted() {
            guard let use = emails[email] else { continue }
            try transaction.addEmail(email, messages: use.count, first: use.first, last: use.last)
        }
    }

    private static func add(_ count: Int, at time: Timestamp, to use: inout Use?) {
        guard let known = use else {
            use = Use(count: count, first: time, last: time)
            return
        }
        use = Use(count: known.count + count, first: min(known.first, time), last: max(known.last, time))
    }
}
