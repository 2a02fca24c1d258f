package import ThreatModel

// Whoever proves to hold an address may ask for a review. Until it ends, what others say about the address does not
// count, and what sensors saw does.

extension Evidence {
    /// Lets reports, those to come included, count for nothing before `time`, which is rounded up to a whole hour.
    package mutating func holdReports(until time: Timestamp) {
        let hour = UTCHour(time)
        reportsHeldUntil = hour.start < time && hour.number < .max ? UTCHour(number: hour.number + 1) : hour
    }

    /// Lets reports count again.
    package mutating func releaseReports() { reportsHeldUntil = nil }

    /// The end of the hold that is in force at `now`.
    package func hold(at now: UTCHour) -> UTCHour? { reportsHeldUntil.flatMap { now < $0 ? $0 : nil } }

    /// As if nobody had ever reported the address, but for when it was seen.
    mutating func clearReports() {
        reportCount = 0
        firstReported = nil
        lastReported = nil
        votes = []
        voters = RecentOrganisations()
        vettedVoters = RecentOrganisations()
        categories = []
        reporters = []
        reportedProtocols = []
        echoes = EchoDays()
    }
}
