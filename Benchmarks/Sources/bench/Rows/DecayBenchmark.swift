import Scoring
import TestHosts
import ThreatAPI
import ThreatModel

/// What an hour costs that passes: of a million addresses, those whose hour has come are scored again.
///
/// The work on one address is measured as the server does it, but for the store: evidence is read, scored, looked ahead,
/// and written with its record.
enum DecayBenchmark: Benchmark {
    static let name = "decay"
    static let summary = "processor time of one hour's decay of 1,000,000 addresses, before the store"

    private static let addresses = 1_000_000.0
    /// Different addresses that stand for them.
    private static let variety = 20_000

    static func run(_ bench: Bench) async throws -> [Row] {
        let policy = try ScoringPolicy.current()
        let now = Timestamp(milliseconds: 1_795_000_000_000)
        let next = UTCHour(now).later(hours: 1)
        var random = SeededRandom(seed: 1)
        let stored = (0..<variety).map { _ in evidence(until: now, using: &random).encoded() }
        let due = stored.filter { bytes in
            Evidence(encoded: bytes).map { policy.nextChange(of: $0, after: UTCHour(now)) <= next } ?? true
        }
        let began = ProcessorTime.used
        let bytes = due.reduce(0) { $0 + rescored($1, policy, at: next) }
        let each = (ProcessorTime.used - began) / Double(max(1, due.count))
        guard bytes > 0 else { throw BenchmarkFailure("no address was due") }
        let share = Double(due.count) / Double(variety)
        return [
            Row(
                "decay.cpu", ours: each * share * addresses, unit: "s", .lessIsBetter, goal: .init(limit: 1)),
            Row("decay.due", ours: share * addresses, unit: "addresses", .lessIsBetter),
        ]
    }

    private static func rescored(_ bytes: [UInt8], _ policy: ScoringPolicy, at hour: UTCHour) -> Int {
        guard var evidence = Evidence(encoded: bytes) else { return 0 }
        evidence.join(Organisations())
        let score = policy.score(evidence, at: hour.start)
        let record = AddressRecord.encode(evidence: evidence, score: score, primitives: []) { _ in 1 }
        let next = policy.nextChange(of: evidence, after: hour)
        return record.count + evidence.encoded().count + Int(next.number & 1)
    }

    /// Seen last at some hour of the last month, one to four visits and up to two reports before that.
    private static func evidence(until now: Timestamp, using random: inout SeededRandom) -> Evidence {
        let behaviours: [(name: String, severity: Severity)] = [
            ("any.connect_only", .info), ("sh.recon_uname", .low), ("any.brute_force", .medium),
            ("sh.dropper_file", .high), ("sh.dropper_pipe", .veryHigh),
        ]
        var evidence = Evidence()
        let last = Int.random(in: 0..<29 * 24, using: &random)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let time = now.advanced(by: .seconds(-3600 * (last + Int.random(in: 0..<24, using: &random))))
            let kind: AttackProtocol = [.ssh, .telnet, .http].randomElement(using: &random) ?? .ssh
            evidence.addActivity(on: kind, newSessions: 1, events: 9, at: time)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                guard let behaviour = behaviours.randomElement(using: &random) else { continue }
                evidence.add(
                    BehaviourSighting(
                        behaviour: behaviour.name, severity: behaviour.severity, protocol: kind, at: time, sensor: .own,
                        isProven: true))
            }
        }
        for account in 0..<Int64.random(in: 0...2, using: &random) {
            evidence.add(
                ReportEvidence(
                    category: .bruteForce, protocolName: nil, kind: .observed,
                    at: now.advanced(by: .seconds(-3600 * last)), account: account, organisation: account,
                    standing: ReporterStanding(trust: 0.4, isVetted: false, isOperator: false)))
        }
        return evidence
    }
}
