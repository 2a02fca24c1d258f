package import IPNetworks
package import ThreatModel

/// One change of what the guard does, or an attempt at one: who, from where, when, and what came of it.
package struct ChangeEntry: Codable, Equatable, Sendable {
    package enum Outcome: String, Codable, Sendable {
        case done
        /// It was not allowed, or made no sense.
        case refused
        /// It was tried and did not succeed.
        case failed
    }

    package var time: Timestamp
    /// `administrator`, `api token`, `command line of user 0`, `settings`.
    package var who: String
    /// Where they asked from; `nil`: on the machine itself, or nobody asked.
    package var address: IPAddress?
    /// By its name: `block`, `set`, `login`.
    package var change: String
    /// What was said about it. Never a secret.
    package var fields: [String: String]
    package var before: String?
    package var after: String?
    package var outcome: Outcome
    /// What was answered.
    package var message: String?

    /// Of one text in the record, in characters; what is longer is cut.
    package static let longestText = 200
    /// More fields are left out.
    static let mostFields = 12

    package init(
        time: Timestamp, who: String, address: IPAddress? = nil, change: String, fields: [String: String] = [:],
        before: String? = nil, after: String? = nil, outcome: Outcome, message: String? = nil
    ) {
        self.time = time
        self.who = Self.cut(who)
        self.address = address
        self.change = Self.cut(change)
        let kept = fields.sorted { $0.key < $1.key }.prefix(Self.mostFields)
        self.fields = Dictionary(kept.map { (Self.cut($0.key), Self.cut($0.value)) }, uniquingKeysWith: { $1 })
        self.before = before.map(Self.cut)
        self.after = after.map(Self.cut)
        self.outcome = outcome
        self.message = message.map(Self.cut)
    }

    /// The same with what came of it.
    package func ending(
        _ outcome: Outcome, _ message: String? = nil, before: String? = nil, after: String? = nil
    ) -> ChangeEntry {
        ChangeEntry(
            time: time, who: who, address: address, change: change, fields: fields, before: before, after: after,
            outcome: outcome, message: message)
    }

    private static func cut(_ text: String) -> String {
        // By scalars: a character may be made of any number of them.
        guard text.utf8.count > longestText else { return text }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.prefix(longestText - 1))
        return String(scalars) + "…"
    }
}

/// A ``ChangeEntry`` as the record holds it.
package struct AuditRecord: Codable, Equatable, Sendable {
    /// Later ones have higher numbers; none is given twice.
    package var number: Int64
    package var entry: ChangeEntry

    package init(number: Int64, entry: ChangeEntry) {
        self.number = number
        self.entry = entry
    }
}
