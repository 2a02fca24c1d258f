import FoundationEssentials
import Scoring
import Testing
import ThreatModel

/// Evidence and the number it must give, as a data file that other implementations can use.
@Suite struct GoldenVectorTests {
    struct Document: Decodable {
        let policy: Int
        let hour: UInt32
        let vectors: [Vector]
    }

    struct Vector: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let sightings: [Sighting]?
        let reports: [Report]?
        let joined: [[Int64]]?
        let whitelist: Double?
        let expected: Expected
        var testDescription: String { name }

        struct Sighting: Decodable, Sendable {
            let behaviour: String
            let severity: Severity
            let `protocol`: AttackProtocol
            let hoursAgo: Int
            let sensor: Sensor
            let proven: Bool?
            let sessions: Int?
        }

        enum Sensor: Decodable, Sendable {
            case own
            case lent(Int64)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                self = if let number = try? container.decode(Int64.self) { .lent(number) } else { .own }
            }
        }

        struct Report: Decodable, Sendable {
            let organisation: Int64
            let through: Int64?
            let trust: Double
            let category: ReportCategory
            let hoursAgo: Int
            let kind: ReportKind?
            let vetted: Bool?
            let `operator`: Bool?
        }

        struct Expected: Decodable, Sendable {
            let points: Double
            let rawConfidence: UInt8
            let confidence: UInt8
        }

        var history: [History.Item] {
            let sightings = (sightings ?? []).flatMap { entry in
                let owner: SensorOwner =
                    switch entry.sensor {
                    case .own: .own
                    case .lent(let number): .lent(organisation: number)
                    }
                let sighting = BehaviourSighting(
                    behaviour: entry.behaviour, severity: entry.severity, protocol: entry.protocol,
                    at: History.time(hoursAgo: entry.hoursAgo), sensor: owner, isProven: entry.proven ?? true)
                return Array(repeating: History.Item.sighting(sighting), count: entry.sessions ?? 1)
            }
            let reports = (reports ?? []).flatMap { entry in
                (entry.organisation...(entry.through ?? entry.organisation)).map { organisation in
                    History.Item.report(
                        ReportEvidence(
                            category: entry.category, protocolName: nil, kind: entry.kind ?? .observed,
                            at: History.time(hoursAgo: entry.hoursAgo), account: organisation,
                            organisation: organisation,
                            standing: ReporterStanding(
                                trust: entry.trust, isVetted: entry.vetted ?? false, isOperator: entry.operator ?? false
                            )))
                }
            }
            return sightings + reports
        }
    }

    static func vectors() throws -> [Vector] { try document().vectors }

    private static func document() throws -> Document {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/policy-1.json")
        return try JSONDecoder().decode(Document.self, from: Data(contentsOf: path))
    }

    @Test func vectorsAreOfTheHourThatTestsUse() throws {
        #expect(try Self.document().hour == UTCHour(History.now).number)
    }

    @Test func thereAreVectors() throws { #expect(try Self.vectors().count >= 60) }

    @Test(arguments: try vectors())
    func vector(_ vector: Vector) throws {
        var organisations = Organisations()
        for pair in vector.joined ?? [] { _ = organisations.join(pair[0], pair[1]) }
        var evidence = History.evidence(vector.history)
        evidence.join(organisations)
        // Whoever was joined before the evidence came leads to the same.
        #expect(evidence == History.evidence(vector.history.map { $0.joined(organisations) }))
        let score = try ScoringPolicy.current().score(
            evidence, at: History.now, whitelistFactor: vector.whitelist ?? 1)
        #expect(abs(score.points - vector.expected.points) < 1e-6)
        #expect(score.rawConfidence == vector.expected.rawConfidence)
        #expect(score.confidence == vector.expected.confidence)
    }
}
