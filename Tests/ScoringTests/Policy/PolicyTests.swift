import FoundationEssentials
import Scoring
import Testing
import ThreatModel

@Suite struct PolicyTests {
    @Test func currentPolicyIsVersionOne() throws { #expect(try ScoringPolicy.current().version == 1) }

    private static func currentText() throws -> String {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(
                path: "Sources/Scoring/Resources/policy-1.json")
        return try String(contentsOf: path, encoding: .utf8)
    }

    /// One replacement in the current policy, and the sentence it must give.
    @Test(arguments: [
        ("\"version\": 1", "\"version\": 0", "'version' must be 1 or more"),
        ("\"scale\": 70", "\"scale\": 0", "'scale' must be 0.001 to 10000.0"),
        ("\"scale\": 70,", "", "'scale' is missing"),
        ("\"scale\": 70", "\"scale\": \"70\"", "'scale' has the wrong kind of value"),
        ("\"info\": 3, ", "", "'behaviours.weights' must be given for info, low, medium, high, very_high"),
        ("\"low\": 8", "\"lower\": 8", "'behaviours.weights' must be given for"),
        ("\"low\": 8", "\"low\": 37", "'behaviours.weights' must be ascending with severity"),
        ("\"low\": 8", "\"low\": -8", "'behaviours.weights.low' must be 0.0 to 10000.0"),
        (
            "\"halfLifeDays\": 30", "\"halfLifeDays\": 29",
            "'behaviours.halfLifeDays' must be 30: evidence is kept faded by it"
        ),
        (
            "\"halfLifeDays\": 14", "\"halfLifeDays\": 15",
            "'reports.halfLifeDays' must be 14: evidence is kept faded by it"
        ),
        ("\"minorUpTo\": \"low\"", "\"minorUpTo\": \"lowest\"", "'lowest' is unknown; accepted: info, low"),
        ("\"cap\": 6", "\"cap\": 0.5", "'behaviours.cap' must be 1.0 to 1000.0"),
        ("\"minorCap\": 1.5", "\"minorCap\": 7", "'behaviours.minorCap' must be 1.0 to 6.0"),
        ("\"minorFactor\": 0.25", "\"minorFactor\": 1.25", "'protocols.minorFactor' must be 0.0 to 1.0"),
        ("\"saturation\": 2.2", "\"saturation\": 0", "'reports.saturation' must be"),
        ("\"votesNeeded\": 3", "\"votesNeeded\": 9", "'reports.votesNeeded' must be 1 to 8 organisations"),
        ("\"voteDays\": 30", "\"voteDays\": 0", "'reports.voteDays' must be 1 to 3650 days"),
        ("\"agreement\": 0.2", "\"agreement\": 1.1", "'agreement' must be 0.0 to 1.0"),
        ("\"confidence\": 70", "\"confidence\": 101", "'sensorFloor.confidence' must be 0.0 to 100.0"),
        ("\"other\"", "\"others\"", "'others' is unknown; accepted: brute_force"),
        ("49, 69]", "69, 49]", "'gate.confidenceByVoices' must be ascending"),
        ("49, 69]", "49, 690]", "'gate.confidenceByVoices' must be 0.0 to 100.0"),
        ("\"port_scan\", ", "", "'operatorFloor.except' must be port_scan, bad_bot, other"),
        ("\"priorBad\": 1.5", "\"priorBad\": 0", "'trust.priorBad' must be"),
        ("\"vetted\": 0.5", "\"vetted\": 80", "'trust.vetted' must be 0.0 to 1.0"),
        ("{", "", "p.json is not a scoring policy: it is no JSON"),
    ])
    func mistakeIsNamed(_ original: String, _ replacement: String, _ says: String) throws {
        let text = try Self.currentText()
        let parts = text.split(separator: original, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(parts.count == 2)
        let error = #expect(throws: ScoringError.self) {
            try ScoringPolicy(json: parts.joined(separator: replacement), file: "p.json")
        }
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }

    // MARK: Trust

    @Test(arguments: [(0, 0.1), (20, 0.2), (30, 0.25), (40, 0.3), (60, 0.4), (1000, 0.4), (-5, 0.1)])
    func trustOfAnUnknownAccountGrowsWithItsAge(_ days: Int, _ expected: Double) throws {
        let policy = try ScoringPolicy.current()
        let created = History.now.advanced(by: .seconds(-86_400 * days))
        let standing = policy.standing(of: AccountRecord(isOperator: false, createdAt: created), at: History.now)
        #expect(abs(standing.trust - expected) < 1e-9)
        #expect(!standing.isVetted && !standing.isOperator)
    }

    @Test func operatorIsBelievedFromTheFirstDay() throws {
        let account = AccountRecord(isOperator: true, createdAt: History.now)
        let standing = try ScoringPolicy.current().standing(of: account, at: History.now)
        #expect(standing == ReporterStanding(trust: 1, isVetted: true, isOperator: true))
    }

    @Test func recordCountsOnTopOfThePrior() throws {
        let policy = try ScoringPolicy.current()
        let created = History.now.advanced(by: .seconds(-86_400 * 90))
        func standing(_ confirmed: Double, _ refuted: Double) -> ReporterStanding {
            policy.standing(
                of: AccountRecord(isOperator: false, createdAt: created, confirmed: confirmed, refuted: refuted),
                at: History.now)
        }
        #expect(standing(5, 0) == ReporterStanding(trust: 0.8, isVetted: false, isOperator: false))
        #expect(standing(6, 0).isVetted)
        #expect(!standing(5.9, 0).isVetted)
        #expect(standing(6, 5.5).isVetted)
        #expect(!standing(6, 5.6).isVetted)
        #expect(standing(5, 7.5).trust == 0.4)
        #expect(standing(-50, -50) == standing(0, 0))
    }

    @Test(arguments: [(44, false), (45, true)])
    func nobodyIsVettedBeforeItsTime(_ days: Int, _ expected: Bool) throws {
        let created = History.now.advanced(by: .seconds(-86_400 * days))
        let account = AccountRecord(isOperator: false, createdAt: created, confirmed: 100)
        #expect(try ScoringPolicy.current().standing(of: account, at: History.now).isVetted == expected)
    }

    @Test func standingStaysInRange() {
        #expect(ReporterStanding(trust: 7, isVetted: false, isOperator: false).trust == 1)
        #expect(ReporterStanding(trust: -1, isVetted: false, isOperator: false).trust == 0)
        #expect(ReporterStanding(trust: .nan, isVetted: false, isOperator: false).trust == 0)
    }
}
