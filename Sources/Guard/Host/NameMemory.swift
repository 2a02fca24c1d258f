import IPNetworks
import ThreatModel

/// The addresses that names of hosts stand for, as they were answered within the last hour.
///
/// Names with many hosts behind them answer with another few each time, and name servers fail: what was true a moment ago
/// is not forgotten at once. A value.
struct NameMemory {
    /// How long an address is kept after it was last answered. When nothing is answered, nothing is forgotten.
    static let memory = Duration.seconds(3600)
    /// Addresses of one name.
    static let most = 256

    private var answers: [String: [IPAddress: Timestamp]] = [:]

    init() {}

    mutating func note(_ name: String, _ addresses: [IPAddress], at now: Timestamp) {
        guard !addresses.isEmpty else { return }
        var known = (answers[name] ?? [:]).filter { now.since($0.value) < Self.memory }
        for address in addresses where known[address] != nil || known.count < Self.most { known[address] = now }
        answers[name] = known
    }

    func addresses(of names: [String]) -> [String: [IPAddress]] {
        var result: [String: [IPAddress]] = [:]
        for name in names { result[name] = answers[name]?.keys.sorted() ?? [] }
        return result
    }
}
