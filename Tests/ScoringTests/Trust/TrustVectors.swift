import FoundationEssentials
import Testing
import ThreatModel

/// What accounts are told to have done, and what that must be worth, as a data file that other implementations can use.
struct TrustVectors: Decodable {
    let standings: [Standing]
    let books: [Book]

    struct Standing: Decodable, Sendable {
        let ageDays: Double
        let confirmed: Double
        let refuted: Double
        let `operator`: Bool
        let expected: Expected

        struct Expected: Decodable, Sendable {
            let trust: Double
            let vetted: Bool
        }
    }

    struct Book: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let steps: [Step]
        let expected: Expected
        var testDescription: String { name }

        struct Expected: Decodable, Sendable {
            let confirmed: Double
            let refuted: Double
        }
    }

    struct Step: Decodable, Sendable {
        enum What: String, Decodable, Sendable { case report, seen, settle, appeal }

        enum CodingKeys: String, CodingKey {
            case what = "do"
            case day, account, kind, listed, whitelist, severity, lent, proven, witnessed
        }

        let what: What
        let day: Double?
        let account: Int64?
        let kind: ReportKind?
        let listed: Bool?
        let whitelist: Double?
        let severity: Severity?
        let lent: Bool?
        let proven: Bool?
        let witnessed: Bool?
    }

    static func load() throws -> TrustVectors {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/trust-1.json")
        return try JSONDecoder().decode(TrustVectors.self, from: Data(contentsOf: path))
    }
}
