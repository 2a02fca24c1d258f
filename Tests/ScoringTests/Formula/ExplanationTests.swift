import Scoring
import Testing
import ThreatModel

/// A score says what it rests on.
@Suite struct ExplanationTests {
    let policy: ScoringPolicy

    init() throws { policy = try ScoringPolicy.current() }

    private func sighting(
        _ name: String, _ severity: Severity, on attackProtocol: AttackProtocol, hoursAgo: Int = 0,
        sensor: SensorOwner = .own
    ) -> History.Item {
        .sighting(
            BehaviourSighting(
                behaviour: name, severity: severity, protocol: attackProtocol, at: History.time(hoursAgo: hoursAgo),
                sensor: sensor, isProven: true))
    }

    private func report(_ organisation: Int64, trust: Double, isOperator: Bool = false) -> History.Item {
        .report(
            ReportEvidence(
                category: .bruteForce, protocolName: "ssh", kind: .observed, at: History.now, account: organisation,
                organisation: organisation,
                standing: ReporterStanding(trust: trust, isVetted: isOperator, isOperator: isOperator)))
    }

    private func score(_ items: [History.Item], whitelist: Double = 1) -> Score {
        policy.score(History.evidence(items), at: History.now, whitelistFactor: whitelist)
    }

    @Test func behaviourTermNamesItsSessions() throws {
        let score = score([
            sighting("any.brute_force", .medium, on: .ssh, hoursAgo: 720),
            sighting("any.brute_force", .medium, on: .telnet), sighting("any.brute_force", .medium, on: .telnet),
        ])
        #expect(score.terms.map(\.name) == ["any.brute_force", "protocols"])
        guard case .behaviour(let behaviour)? = score.terms.first?.basis else {
            Issue.record("the first term is no behaviour")
            return
        }
        #expect(behaviour.severity == .medium)
        #expect(behaviour.protocols.members == [.ssh, .telnet])
        #expect(behaviour.sessions == 3)
        #expect(abs(behaviour.fadedSessions - 2.5) < 1e-12)
        #expect(abs(behaviour.multiplier - 2.5.squareRoot()) < 1e-12)
        #expect(behaviour.last.age(of: behaviour.first) == 720)
        #expect(behaviour.last.start == History.time(hoursAgo: 0))
        #expect(abs((score.terms.first?.value ?? 0) - 36 * 2.5.squareRoot()) < 1e-9)
        guard case .protocols(let shares)? = score.terms.last?.basis else {
            Issue.record("the last term is no protocols")
            return
        }
        #expect(shares.map(\.protocol) == [.ssh, .telnet])
        #expect(shares.map(\.share) == [0.5, 1])
    }

    @Test func reportTermNamesItsVotes() throws {
        let score = score([
            report(1, trust: 0.4), report(2, trust: 0.1), sighting("sh.dropper_pipe", .veryHigh, on: .ssh),
        ])
        #expect(score.terms.map(\.name) == ["sh.dropper_pipe", "reports", "agreement"])
        guard case .reports(let reports) = score.terms[1].basis else {
            Issue.record("the second term is no reports")
            return
        }
        #expect(reports.votes.map(\.organisation) == [1, 2])
        #expect(reports.votes.map(\.trust) == [0.4, 0.1])
        #expect(abs(reports.weight - 0.5) < 1e-12)
        #expect(reports.recentVoters == 2)
        #expect(!reports.isCapped)
        #expect(score.terms[2].basis == .agreement(sensors: 70, reports: score.terms[1].value))
    }

    @Test func limitsSayWhatTheyDid() {
        #expect(score([]).limits == [])
        #expect(score([sighting("sh.dropper_pipe", .veryHigh, on: .ssh)]).limits == [.sensorFloor(confidence: 70)])
        #expect(
            score((1...9).map { report($0, trust: 0.4) }).limits == [.gate(confidence: 49, voices: 0)])
        #expect(score([report(1, trust: 1, isOperator: true)]).limits == [.operatorFloor(confidence: 60)])
        #expect(
            score((1...9).map { report($0, trust: 0.4) } + [report(20, trust: 1, isOperator: true)]).limits == [
                .gate(confidence: 49, voices: 1), .operatorFloor(confidence: 60),
            ])
        let listed = score([sighting("any.brute_force", .medium, on: .ssh)], whitelist: 0.1)
        #expect(listed.limits == [.whitelist(factor: 0.1)])
        #expect((listed.confidence, listed.rawConfidence) == (4, 40))
    }

    @Test func factsAreWhatListsFilterBy() {
        let score = score([sighting("sh.dropper_file", .high, on: .http), report(1, trust: 0.1)])
        #expect(score.facts.severity == .high)
        #expect(score.facts.protocols.members == [.ssh])
        var evidence = History.evidence([sighting("sh.dropper_file", .high, on: .http), report(1, trust: 0.1)])
        evidence.addActivity(on: .http, newSessions: 1, events: 4, at: History.now)
        #expect(policy.score(evidence, at: History.now).facts.protocols.members == [.ssh, .http])
        #expect(policy.score(evidence, at: History.now).policyVersion == 1)
    }
}
