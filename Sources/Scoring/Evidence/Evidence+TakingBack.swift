package import ThreatModel

// Evidence keeps sums and the weightiest of things, from which nothing can be subtracted. What is taken back is therefore
// taken out with the help of the reports that are still held one by one: they say what the sums would be without it.
// Whatever is older than those cannot be told apart and stays, but for an account's own count.

extension Evidence {
    /// Takes back the reports of one account: what is left is what there would be if it had never reported the address,
    /// as far as ``others`` go back.
    ///
    /// - Parameters:
    ///   - organisation: the account's; its other accounts keep its vote.
    ///   - own: those reports of the account that are still held one by one, in the order in which they came.
    ///   - others: all other reports about the address that are, in that order.
    ///   - visits: from the first to the last moment at which sensors saw the address.
    /// - Returns: how many reports were taken back.
    @discardableResult
    package mutating func takeBackReports(
        of account: Int64, in organisation: Int64, own: [ReportEvidence], others: [ReportEvidence],
        visits: ClosedRange<Timestamp>?
    ) -> Int {
        let counted = reporters.first { $0.account == account }.map { Int($0.count) } ?? 0
        let gone = max(counted, own.count)
        guard gone > 0 else { return 0 }
        var rest = Evidence()
        for report in others { rest.add(report) }
        // Reports of others that are not held one by one any more.
        let older = max(0, Int(reportCount) - gone - others.count)

        reportCount = UInt32(clamping: others.count + older)
        takeBackVotes(of: organisation, leaving: rest)
        takeBackCategories(of: own, leaving: rest, areOlder: older > 0)
        takeBackCount(of: account, leaving: rest, others)
        if own.contains(where: { $0.kind == .listBlock }) { echoes = rest.echoes }
        if older == 0 {
            reportedProtocols = rest.reportedProtocols
            firstReported = rest.firstReported
        }
        lastReported = rest.lastReported ?? (older > 0 ? firstReported : nil)
        narrowPresence(without: own.map(\.at), visits: visits)
        return gone
    }

    /// Takes back every report there is: they were struck. Whether reports to come count is not touched.
    ///
    /// - Parameter reports: those that are still held one by one.
    package mutating func strikeReports(_ reports: [ReportEvidence], visits: ClosedRange<Timestamp>?) {
        clearReports()
        narrowPresence(without: reports.map(\.at), visits: visits)
    }

    // MARK: Parts

    /// What others said stays as it was believed then; a vote for which there was no room moves up.
    private mutating func takeBackVotes(of organisation: Int64, leaving rest: Evidence) {
        let wasFull = votes.count == Self.maximumVotes
        let kept = votes.filter { $0.organisation != organisation }
        let known = Set(kept.map(\.organisation))
        let risen = rest.votes.filter {
            $0.organisation == organisation || wasFull && !known.contains($0.organisation)
        }
        votes = Array((kept + risen).sorted { $0.outweighs($1) }.prefix(Self.maximumVotes))
        voters = voters.replacing(organisation, from: rest.voters)
        vettedVoters = vettedVoters.replacing(organisation, from: rest.vettedVoters)
    }

    private mutating func takeBackCategories(of own: [ReportEvidence], leaving rest: Evidence, areOlder: Bool) {
        var left: [CategoryReports] = []
        for var entry in categories {
            let same = rest.categories.first { $0.category == entry.category }
            let mine = own.filter { $0.category == entry.category }
            let count = areOlder ? max(0, Int(entry.count) - mine.count) : Int(same?.count ?? 0)
            guard count > 0 else { continue }
            entry.count = UInt32(clamping: count)
            if let last = entry.lastByOperator, mine.contains(where: { UTCHour($0.at) == last }) {
                entry.lastByOperator = same?.lastByOperator
            }
            left.append(entry)
        }
        categories = left
    }

    /// Accounts for which there was no room move up in the order in which they came.
    private mutating func takeBackCount(of account: Int64, leaving rest: Evidence, _ others: [ReportEvidence]) {
        guard let place = reporters.firstIndex(where: { $0.account == account }) else { return }
        let isFull = reporters.count == Self.maximumReporters
        reporters.remove(at: place)
        guard isFull else { return }
        let known = Set(reporters.map(\.account))
        guard let next = others.first(where: { !known.contains($0.account) })?.account else { return }
        for report in others where report.account == next { tally(next) }
    }

    /// An end of the time in which the address was seen moves only when it was one of `times`.
    private mutating func narrowPresence(without times: [Timestamp], visits: ClosedRange<Timestamp>?) {
        if let first = firstSeen, times.contains(first) {
            // Behaviours know the hour only: one of an earlier hour than all visits is of a visit that was forgotten.
            let shown = behaviours.map(\.first).min().flatMap { hour in
                visits.map { hour < UTCHour($0.lowerBound) } ?? true ? hour.start : nil
            }
            firstSeen = [firstReported, visits?.lowerBound, shown].compactMap { $0 }.min()
        }
        if let last = lastSeen, times.contains(last) {
            lastSeen = [lastReported, visits?.upperBound, behaviours.map(\.last).max()?.start].compactMap { $0 }.max()
        }
        // Visits of which nothing but their number is left.
        if activity.isEmpty, reportCount == 0, behaviours.isEmpty, unprovenSightings == 0 {
            firstSeen = nil
            lastSeen = nil
        } else {
            let known = firstSeen ?? lastSeen
            firstSeen = firstSeen ?? known
            lastSeen = lastSeen ?? known
        }
    }
}
