import Geolocation
import IPNetworks
import Scoring
import ThreatModel

/// Writes the answer of `check` straight from an address's record. Fields stand in the order of ``CheckField``.
struct CheckAnswerWriter {
    private let parameters: CheckParameters
    private let account: Int64
    private let place: Place?
    private let networks: [KnownNetworkList]
    private var json = JSONWriter(capacity: 1024)
    private var isFirstField = true

    /// - Parameters:
    ///   - account: who asks: `reportedByYou` counts this account's reports.
    ///   - place: where the address is.
    ///   - networks: the known networks that hold it.
    init(parameters: CheckParameters, account: Int64, place: Place?, networks: [KnownNetworkList]) {
        self.parameters = parameters
        self.account = account
        self.place = place
        self.networks = networks
    }

    consuming func write(_ address: IPAddress, in snapshot: Snapshot) -> [UInt8] {
        json.literal("{")
        field(.ip) { $0.address(address) }
        if snapshot.withRecord(of: address, { write($0, words: snapshot.words) }) == nil { writeUnknown() }
        json.literal("}\n")
        return json.bytes
    }

    private mutating func field(_ field: CheckField, _ value: (inout JSONWriter) -> Void) {
        guard parameters.wants(field) else { return }
        json.literal(isFirstField ? "\"" : ",\"")
        isFirstField = false
        json.plain(field.rawValue)
        json.literal("\":")
        value(&json)
    }

    private mutating func writeGeolocation() {
        field(.geolocation) { [place] json in
            guard let place else { return json.literal("null") }
            json.geolocation(place)
        }
    }

    /// `whitelist` with `rawConfidenceLevel`, if one takes from the confidence, and `tags`.
    ///
    /// - Parameter isWhitelisted: whether the confidence in the record is what a list left of it. A list that has just come
    ///   or gone is not told of before the confidence follows.
    private mutating func writeNetworks(isWhitelisted: Bool, rawConfidence: UInt8) {
        if isWhitelisted, let list = KnownNetworks.whitelist(among: networks), let factor = list.factor {
            field(.whitelist) { json in
                json.literal("{\"source\":")
                json.string(list.name)
                json.literal(",\"factor\":")
                json.plain("\(factor == factor.rounded() ? "\(Int(factor))" : "\(factor)")")
                json.literal("}")
            }
            field(.rawConfidenceLevel) { $0.integer(rawConfidence) }
        }
        field(.tags) { [networks] in $0.array(networks) { $0.string($1.tag) } }
    }

    private mutating func writeUnknown() {
        field(.found) { $0.literal("false") }
        field(.confidenceLevel) { $0.literal("0") }
        writeGeolocation()
        for empty in [.firstSeen, .lastSeen] as [CheckField] { field(empty) { $0.literal("null") } }
        for count in [.totalSessions, .totalEvents] as [CheckField] { field(count) { $0.literal("0") } }
        for list in [.protocols, .behaviors, .primitives] as [CheckField] { field(list) { $0.literal("[]") } }
        field(.contributor) { $0.literal(Self.noReports) }
        writeNetworks(isWhitelisted: true, rawConfidence: 0)
        field(.policyVersion) { $0.literal("0") }
    }

    private static let noReports: StaticString = """
        {"reportCount":0,"distinctReporters":0,"firstReported":null,"lastReported":null,"categories":[],\
        "protocols":[],"reportedByYou":0}
        """

    private mutating func write(_ record: RecordView, words: WordTable) {
        let parts = record.parts
        field(.found) { $0.literal("true") }
        field(.confidenceLevel) { $0.integer(record.confidence) }
        writeGeolocation()
        field(.firstSeen) { $0.rfc3339(milliseconds: Int64(clamping: parts.firstSeen)) }
        field(.lastSeen) { $0.rfc3339(milliseconds: Int64(record.lastSeen)) }
        field(.totalSessions) { $0.integer(parts.sessions) }
        field(.totalEvents) { $0.integer(parts.events) }
        field(.protocols) { Self.write(protocols: parts.protocols, to: &$0) }
        field(.behaviors) { Self.write(behaviours: parts.behaviours, words, to: &$0) }
        field(.primitives) { Self.write(primitives: parts.primitives, words, to: &$0) }
        field(.contributor) { [account] in Self.write(reports: parts.reports, account: account, to: &$0) }
        writeNetworks(isWhitelisted: record.isWhitelisted, rawConfidence: record.rawConfidence)
        field(.policyVersion) { $0.integer(record.policyVersion) }
    }

    private static func write(protocols list: RecordView.Cursor, to json: inout JSONWriter) {
        var list = list
        json.array(0..<list.count()) { json, _ in
            json.literal("{\"protocol\":\"")
            json.plain(AttackProtocol(rawValue: list.byte())?.name ?? "unknown")
            json.literal("\",\"sessions\":")
            json.integer(list.number())
            json.literal(",\"events\":")
            json.integer(list.number())
            json.literal("}")
        }
    }

    private static func write(behaviours list: RecordView.Cursor, _ words: WordTable, to json: inout JSONWriter) {
        var list = list
        json.array(0..<list.count()) { json, _ in
            let text = words.text(Int(clamping: list.number()))
            json.raw(text.head)
            json.literal(",\"severity\":")
            json.word(Severity(rawValue: list.byte()) ?? .info)
            json.literal(",\"count\":")
            json.integer(list.number())
            json.raw(text.tail)
        }
    }

    private static func write(primitives list: RecordView.Cursor, _ words: WordTable, to json: inout JSONWriter) {
        var list = list
        json.array(0..<list.count()) { json, _ in
            let text = words.text(Int(clamping: list.number()))
            json.raw(text.head)
            json.literal(",\"count\":")
            json.integer(list.number())
            json.raw(text.tail)
        }
    }

    private static func write(reports list: RecordView.Cursor, account: Int64, to json: inout JSONWriter) {
        var list = list
        let count = list.number()
        guard count > 0 else { return json.literal(noReports) }
        json.literal("{\"reportCount\":")
        json.integer(count)
        let (first, last) = (list.number(), list.number())
        // The reporters stand last in the record and first in the answer.
        var reporters = list
        for _ in 0..<reporters.count() {
            _ = reporters.byte()
            _ = reporters.number()
        }
        for _ in 0..<reporters.count() { _ = reporters.text() }
        let reporterCount = reporters.count()
        json.literal(",\"distinctReporters\":")
        json.integer(reporterCount)
        json.literal(",\"firstReported\":")
        json.rfc3339(milliseconds: Int64(clamping: first))
        json.literal(",\"lastReported\":")
        json.rfc3339(milliseconds: Int64(clamping: last))
        json.literal(",\"categories\":")
        json.array(0..<list.count()) { json, _ in
            let category = ReportCategory(rawValue: list.byte()) ?? .other
            json.literal("{\"id\":")
            json.integer(category.rawValue)
            json.literal(",\"name\":")
            json.word(category)
            json.literal(",\"count\":")
            json.integer(list.number())
            json.literal("}")
        }
        json.literal(",\"protocols\":")
        json.array(0..<list.count()) { json, _ in
            json.string(utf8: list.text().bindMemory(to: UInt8.self))
        }
        var own: UInt64 = 0
        for _ in 0..<reporterCount {
            let (reporter, reports) = (reporters.number(), reporters.number())
            if reporter == UInt64(clamping: account) { own = reports }
        }
        json.literal(",\"reportedByYou\":")
        json.integer(own)
        json.literal("}")
    }
}
