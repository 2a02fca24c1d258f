import Scoring
import Testing
import ThreatModel

@Suite struct EvidenceTests {
    private func sighting(
        _ name: String, _ severity: Severity = .medium, at time: Timestamp = History.now, sensor: SensorOwner = .own,
        isProven: Bool = true
    ) -> BehaviourSighting {
        BehaviourSighting(
            behaviour: name, severity: severity, protocol: .telnet, at: time, sensor: sensor, isProven: isProven)
    }

    private func report(
        _ account: Int64, organisation: Int64? = nil, trust: Double = 0.2, isVetted: Bool = false,
        kind: ReportKind = .observed, hoursAgo: Int = 0, category: ReportCategory = .bruteForce,
        named name: String? = nil
    ) -> ReportEvidence {
        ReportEvidence(
            category: category, protocolName: name, kind: kind, at: History.time(hoursAgo: hoursAgo), account: account,
            organisation: organisation ?? account,
            standing: ReporterStanding(trust: trust, isVetted: isVetted, isOperator: false))
    }

    @Test func countersSayWhatHappened() {
        var evidence = Evidence()
        evidence.addActivity(on: .http, newSessions: 1, events: 3, at: History.time(hoursAgo: 5))
        evidence.addActivity(on: .ssh, newSessions: 1, events: 1, at: History.time(hoursAgo: 9))
        evidence.addActivity(on: .http, newSessions: 0, events: 4, at: History.time(hoursAgo: 4))
        evidence.add(sighting("a.b", at: History.time(hoursAgo: 2)))
        evidence.add(sighting("a.b", at: History.time(hoursAgo: 3)))
        evidence.add(report(7, kind: .listBlock, hoursAgo: 1, named: "ssh"))
        evidence.add(report(7, hoursAgo: 6, category: .spam))

        #expect(evidence.activity.map(\.protocol) == [.ssh, .http])
        #expect(evidence.activity.map(\.sessions) == [1, 1])
        #expect(evidence.activity.map(\.events) == [1, 7])
        #expect(evidence.behaviours.map(\.sessions) == [2])
        #expect(evidence.firstSeen == History.time(hoursAgo: 9))
        #expect(evidence.lastSeen == History.time(hoursAgo: 1))
        #expect(evidence.reportCount == 2)
        #expect(evidence.firstReported == History.time(hoursAgo: 6))
        #expect(evidence.lastReported == History.time(hoursAgo: 1))
        #expect(evidence.categories.map(\.category) == [.bruteForce, .spam])
        #expect(evidence.reporters.map(\.account) == [7])
        #expect(evidence.reporters.map(\.count) == [2])
        #expect(evidence.reportedProtocols == ["ssh"])
        #expect(evidence.votes.map(\.organisation) == [7])
        #expect(evidence.protocols.members == [.ssh, .http])
    }

    @Test func unprovenSightingsAreOnlyCounted() {
        var evidence = Evidence()
        evidence.add(sighting("a.b", isProven: false))
        #expect(evidence.unprovenSightings == 1)
        #expect(evidence.behaviours.isEmpty)
        #expect(evidence.lastSeen == History.now)
        #expect(evidence.witnesses.allSatisfy { $0.own == nil && $0.lent.entries.isEmpty })
    }

    @Test func countersStopAtTheirEnd() {
        var evidence = Evidence()
        evidence.addActivity(on: .ssh, newSessions: .max, events: -5, at: History.now)
        evidence.addActivity(on: .ssh, newSessions: 1, events: 0, at: History.now)
        #expect(evidence.activity.map(\.sessions) == [.max])
        #expect(evidence.activity.map(\.events) == [0])
    }

    @Test func clocksFarAwayDoNoHarm() throws {
        let policy = try ScoringPolicy.current()
        for time in [Int64.min, -1, 0, 1, .max] {
            var evidence = Evidence()
            evidence.add(sighting("a.b", at: Timestamp(milliseconds: time)))
            evidence.add(sighting("a.b", at: History.now))
            evidence.add(report(1))
            for now in [Int64.min, 0, History.now.milliseconds, .max] {
                let score = policy.score(evidence, at: Timestamp(milliseconds: now))
                #expect(score.points.isFinite)
            }
            #expect(Evidence(encoded: evidence.encoded()) == evidence)
        }
    }

    // MARK: Limits

    @Test func graveBehavioursAreNotPushedOut() {
        var evidence = Evidence()
        evidence.add(sighting("z.grave", .veryHigh, at: History.time(hoursAgo: 500)))
        for number in 0..<2000 { evidence.add(sighting("a.n\(number)", number % 2 == 0 ? .info : .medium)) }
        #expect(evidence.behaviours.count == Evidence.maximumBehaviours)
        #expect(evidence.behaviours.contains { $0.behaviour == "z.grave" })
        #expect(evidence.severity == .veryHigh)
        #expect(Evidence(encoded: evidence.encoded()) == evidence)
    }

    /// A flood of votes pushes out only weaker ones, in whatever order it comes, and never lowers what reports are worth.
    @Test(arguments: 0..<6)
    func weightiestVotesAreKept(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let policy = try ScoringPolicy.current()
        let reports = (1...300).map { account in
            report(
                account, trust: Double.random(in: 0.1...1, using: &generator), isVetted: account % 50 == 0,
                hoursAgo: Int.random(in: 0...900, using: &generator))
        }
        var evidence = Evidence()
        var before = 0.0
        for report in reports {
            evidence.add(report)
            let points = policy.score(evidence, at: History.now).points
            #expect(points >= before - 1e-9)
            before = points
        }
        var shuffled = Evidence()
        for report in reports.shuffled(using: &generator) { shuffled.add(report) }
        #expect(evidence.votes == shuffled.votes)
        #expect(evidence.voters == shuffled.voters)
        #expect(evidence.vettedVoters == shuffled.vettedVoters)
        #expect(evidence.votes.count == Evidence.maximumVotes)
        #expect(evidence.reportCount == 300)
        #expect(evidence.reporters.count == Evidence.maximumReporters)
        let weights = evidence.votes.map { $0.weight(at: UTCHour(History.now)) }
        #expect(weights == weights.sorted(by: >))
    }

    @Test func newestLendersAreKept() {
        var evidence = Evidence()
        for organisation in 1...100 {
            evidence.add(
                sighting(
                    "a.b", at: History.time(hoursAgo: organisation), sensor: .lent(organisation: Int64(organisation))))
        }
        let lent = evidence.witnesses[Int(Severity.medium.rawValue)].lent.entries
        #expect(lent.map(\.organisation) == Array(1...Int64(RecentOrganisations.capacity)))
        // The hundredth comes again and is the newest now.
        evidence.add(sighting("a.b", sensor: .lent(organisation: 100)))
        #expect(evidence.witnesses[Int(Severity.medium.rawValue)].lent.entries.first?.organisation == 100)
    }

    @Test func protocolWordsAreBounded() {
        var evidence = Evidence()
        for number in 0..<50 { evidence.add(report(1, named: "p\(number)")) }
        evidence.add(report(1, named: ""))
        evidence.add(report(1, named: String(repeating: "x", count: Evidence.maximumNameLength + 1)))
        #expect(evidence.reportedProtocols.count == Evidence.maximumReportedProtocols)
        #expect(Evidence(encoded: evidence.encoded()) == evidence)
    }

    @Test func behaviourNamesBeyondAnyCatalogueAreNotHeld() {
        var evidence = Evidence()
        evidence.add(sighting(String(repeating: "x", count: Evidence.maximumNameLength + 1)))
        evidence.add(sighting(""))
        #expect(evidence.behaviours.isEmpty)
        #expect(Evidence(encoded: evidence.encoded()) == evidence)
    }
}
