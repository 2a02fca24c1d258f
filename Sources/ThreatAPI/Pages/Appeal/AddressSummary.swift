import Geolocation
import IPNetworks
import Scoring
import ThreatModel

/// What anybody may know of an address: its confidence and what that rests on, without who said it.
struct AddressSummary {
    let address: IPAddress
    let confidence: UInt8
    /// Whether it is on the list as everybody gets it who asks for nothing special.
    let isListed: Bool
    /// `nil`: nothing is known of it.
    let known: Known?
    let place: Place?
    /// The benign network that takes from its confidence.
    let network: String?

    struct Known {
        /// Epoch milliseconds.
        let firstSeen: UInt64
        let lastSeen: UInt64
        let sessions: UInt64
        let protocols: [AttackProtocol]
        /// The gravest first.
        let behaviours: [Shown]
        let reports: UInt64
        /// Accounts that reported it.
        let reporters: Int
        let categories: [ReportCategory]
        /// Epoch milliseconds.
        let lastReported: UInt64
    }

    /// A behaviour, and in how many sessions it was shown.
    struct Shown {
        let name: String
        let severity: Severity
        let count: UInt64
    }

    init(of address: IPAddress, in core: ServerCore) {
        self.address = address
        let snapshot = core.live.current
        place = core.places.current.place(of: address)
        let networks = core.endpoints.networks.current.lists(holding: address)
        network = KnownNetworks.whitelist(among: networks)?.name
        let found = snapshot.withRecord(of: address) { record in
            (record.confidence, ListFilter().holds(record), Known(record, words: snapshot.words))
        }
        confidence = found?.0 ?? 0
        isListed = found?.1 ?? false
        known = found?.2
    }
}

extension AddressSummary.Known {
    fileprivate init(_ record: RecordView, words: WordTable) {
        let parts = record.parts
        var behaviours = parts.behaviours
        let shown = (0..<behaviours.count()).map { _ in
            let number = Int(clamping: behaviours.number())
            return AddressSummary.Shown(
                name: words.words.indices.contains(number) ? words.words[number] : "unknown",
                severity: Severity(rawValue: behaviours.byte()) ?? .info, count: behaviours.number())
        }
        var reports = parts.reports
        let count = reports.number()
        var lastReported: UInt64 = 0
        var categories: [ReportCategory] = []
        var reporters = 0
        if count > 0 {
            _ = reports.number()
            lastReported = reports.number()
            categories = (0..<reports.count()).map { _ in
                let category = ReportCategory(rawValue: reports.byte()) ?? .other
                _ = reports.number()
                return category
            }
            for _ in 0..<reports.count() { _ = reports.text() }
            reporters = reports.count()
        }
        self.init(
            firstSeen: parts.firstSeen, lastSeen: record.lastSeen, sessions: parts.sessions,
            protocols: record.protocols.members,
            behaviours: shown.sorted { ($1.severity, $1.count, $0.name) < ($0.severity, $0.count, $1.name) },
            reports: count, reporters: reporters, categories: categories, lastReported: lastReported)
    }
}
