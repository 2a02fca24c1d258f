import TestWire
import Testing

extension WireAnswer {
    /// What is wrong with this as a refusal: JSON with a sentence, in the form that its path has, and nothing of the server's
    /// insides.
    ///
    /// - Parameter status: as our own paths give it.
    func faults(asRefusal status: Int, containing words: String = "", at path: String = "") -> [String] {
        let dialect = RefusalDialect(path: path)
        var faults: [String] = []
        if self.status != dialect.status(status) {
            faults.append("the status is \(self.status) instead of \(dialect.status(status))")
        }
        if self["Content-Type"] != dialect.type { faults.append("its type is \(self["Content-Type"] ?? "unsaid")") }
        guard let json = try? json, let sentence = dialect.sentence(of: json) else {
            return faults + ["no JSON: \(text.prefix(200))"]
        }
        if !dialect.names.contains(json.names ?? []) { faults.append("its members are \(json.names ?? [])") }
        if !sentence.contains(words) { faults.append("the sentence is '\(sentence)'") }
        for word in ["Optional(", "Error(", "Swift.", "nil", "\n"] where sentence.contains(word) {
            faults.append("the sentence is for programmers: '\(sentence)'")
        }
        if sentence.isEmpty || sentence.utf8.count > 1000 {
            faults.append("no sentence: '\(sentence)'")
        }
        return faults
    }
}

/// How refusals are told at a path.
private enum RefusalDialect {
    case own
    case taxii
    case abuseIPDB
    case crowdSec

    init(path: String) {
        if path.hasPrefix("/taxii2") {
            self = .taxii
        } else if path.hasPrefix("/api/v2/") {
            self = .abuseIPDB
        } else if path.hasPrefix("/v1/decisions") || path.hasPrefix("/v1/usage-metrics") {
            self = .crowdSec
        } else {
            self = .own
        }
    }

    /// What our own status is there.
    func status(_ own: Int) -> Int { self == .abuseIPDB && own == 400 ? 422 : own }

    var type: String { self == .taxii ? "application/taxii+json;version=2.1" : "application/json" }

    var names: [[String]] {
        switch self {
        case .own: [["error"]]
        case .taxii: [["title", "description", "http_status", "error"]]
        case .abuseIPDB: [["errors"]]
        case .crowdSec: [["message", "error"]]
        }
    }

    func sentence(of json: JSONValue) -> String? {
        switch self {
        case .own, .taxii, .crowdSec: json["error"]?.string
        case .abuseIPDB: json["errors"]?.elements?.first?["detail"]?.string
        }
    }
}
