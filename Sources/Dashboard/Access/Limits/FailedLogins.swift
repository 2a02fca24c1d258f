import ThreatModel

/// Counts wrong passwords, and says when that is worth an entry in the record: seldom, so that whoever guesses does not push
/// everything else out of it.
struct FailedLogins: Sendable {
    static let entryInterval = Duration.seconds(3600)

    private var sinceLogin = 0
    private var sinceEntry = 0
    private var lastEntry: Timestamp?

    /// - Returns: how many there were since the last entry, when it is time for one.
    mutating func note(at now: Timestamp) -> Int? {
        sinceLogin &+= 1
        sinceEntry &+= 1
        if let lastEntry, now >= lastEntry, now.since(lastEntry) < Self.entryInterval { return nil }
        lastEntry = now
        defer { sinceEntry = 0 }
        return sinceEntry
    }

    /// How many there were since somebody logged in.
    mutating func takeCount() -> Int {
        defer { sinceLogin = 0 }
        return sinceLogin
    }
}
