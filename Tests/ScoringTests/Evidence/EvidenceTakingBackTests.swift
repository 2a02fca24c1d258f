import Scoring
import Testing
import ThreatModel

/// Reports that are taken back, or struck, leave what there would be without them.
@Suite struct EvidenceTakingBackTests {
    private static func reports(_ items: [History.Item]) -> [ReportEvidence] {
        items.compactMap { if case .report(let report) = $0 { report } else { nil } }
    }

    private static func visits(_ items: [History.Item]) -> ClosedRange<Timestamp>? {
        let times = items.compactMap { if case .sighting(let sighting) = $0 { sighting.at } else { nil } }
        guard let first = times.min(), let last = times.max() else { return nil }
        return first...last
    }

    /// Everything that happened but what one account reported.
    private static func without(_ account: Int64, _ items: [History.Item]) -> [History.Item] {
        items.filter { if case .report(let report) = $0 { report.account != account } else { true } }
    }

    private static func takingBack(
        _ account: Int64, in organisation: Int64, _ items: [History.Item]
    ) -> Evidence {
        var evidence = History.evidence(items)
        let (own, others) = (reports(items).filter { $0.account == account }, reports(without(account, items)))
        let gone = evidence.takeBackReports(
            of: account, in: organisation, own: own, others: others, visits: visits(items))
        #expect(gone == own.count)
        return evidence
    }

    @Test(arguments: 0..<20)
    func takenBackIsNeverReported(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<100 {
            let items = History(random: &generator).items
            let account = Int64.random(in: 1...20, using: &generator)
            #expect(Self.takingBack(account, in: account / 2, items) == History.evidence(Self.without(account, items)))
        }
    }

    /// More organisations, accounts and voters than there is room for: those without room move up.
    @Test(arguments: 0..<10)
    func whoeverHadNoRoomMovesUp(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let items = (0..<200).map { _ in
            var report = History.randomReport(&generator)
            report.account = Int64.random(in: 1...90, using: &generator)
            report.organisation = report.account
            return History.Item.report(report)
        }
        for account in Set(Self.reports(items).map(\.account)).sorted() {
            #expect(Self.takingBack(account, in: account, items) == History.evidence(Self.without(account, items)))
        }
    }

    @Test func everyReportOfEveryAccountLeavesNothing() {
        var generator = SplitMix64(seed: 3)
        let items = (0..<60).map { _ in History.Item.report(History.randomReport(&generator)) }
        var (evidence, left) = (History.evidence(items), items)
        for account in Int64(1)...20 {
            evidence.takeBackReports(
                of: account, in: account / 2, own: Self.reports(left).filter { $0.account == account },
                others: Self.reports(Self.without(account, left)), visits: nil)
            left = Self.without(account, left)
        }
        #expect(evidence == Evidence())
    }

    /// Reports whose raw rows were deleted: their account's number of them is known, of others everything stays.
    @Test func whatIsOlderThanTheRawReportsStays() {
        var generator = SplitMix64(seed: 4)
        func report(_ account: Int64, hoursAgo: Int, _ category: ReportCategory) -> ReportEvidence {
            var report = History.randomReport(&generator)
            (report.account, report.organisation, report.kind) = (account, account, .observed)
            (report.at, report.category) = (History.time(hoursAgo: hoursAgo), category)
            return report
        }
        let old = [report(7, hoursAgo: 900, .spam), report(8, hoursAgo: 899, .spam)]
        let new = [report(7, hoursAgo: 5, .malware), report(9, hoursAgo: 4, .malware)]
        var evidence = History.evidence((old + new).map { .report($0) })
        let gone = evidence.takeBackReports(of: 7, in: 7, own: [new[0]], others: [new[1]], visits: nil)
        #expect(gone == 2)
        #expect(evidence.reportCount == 2)
        #expect(evidence.reporters.map(\.account) == [8, 9])
        #expect(Set(evidence.votes.map(\.organisation)) == [8, 9])
        #expect(evidence.categories.map(\.count) == [1, 2] || evidence.categories.map(\.count) == [2, 1])
        #expect(evidence.lastReported == new[1].at)
        #expect(evidence.firstReported == old[0].at)
    }

    @Test func ofAnAccountThatNeverReportedNothingChanges() {
        var generator = SplitMix64(seed: 6)
        let items = History(random: &generator).items
        var evidence = History.evidence(items)
        #expect(
            evidence.takeBackReports(
                of: 99, in: 99, own: [], others: Self.reports(items), visits: Self.visits(items)) == 0)
        #expect(evidence == History.evidence(items))
    }

    @Test(arguments: 0..<10)
    func struckIsNeverReported(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let items = History(random: &generator).items
            var evidence = History.evidence(items)
            evidence.strikeReports(Self.reports(items), visits: Self.visits(items))
            let sightings = items.filter { if case .sighting = $0 { true } else { false } }
            #expect(evidence == History.evidence(sightings))
        }
    }
}
