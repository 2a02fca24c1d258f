import IPNetworks
import Store
import ThreatModel

/// Every alert of every account, arranged so that asking what an event matches costs a look-up or two.
struct AlertIndex: Sendable {
    /// The store's number for this state of the alerts.
    let version: UInt64
    private var addresses: [IPAddress: [Int64]] = [:]
    private var networks = NetworkIndex()
    private var usernames: [String: [Int64]] = [:]
    private var emails: [String: [Int64]] = [:]

    static let empty = AlertIndex([], version: 0)

    init(_ alerts: [StoredAlert], version: UInt64) {
        self.version = version
        for alert in alerts {
            switch AlertSubject((alert.kind, alert.subject)) {
            case .ip(let address): addresses[address, default: []].append(alert.id)
            case .range(let prefix): networks.add(alert.id, to: prefix)
            case .username(let name): usernames[name, default: []].append(alert.id)
            case .email(let address): emails[address, default: []].append(alert.id)
            case nil: continue
            }
        }
    }

    var watchesAddresses: Bool { !addresses.isEmpty || !networks.isEmpty }

    /// Calls `body` with each alert that watches for the address, and whether it watches for a range.
    func forEach(of address: IPAddress, _ body: (_ alert: Int64, _ isRange: Bool) -> Void) {
        for alert in addresses[address] ?? [] { body(alert, false) }
        networks.forEach(holding: address) { body($0, true) }
    }

    /// - Parameter username: in lower case.
    func alerts(ofUsername username: String) -> [Int64] { usernames.isEmpty ? [] : usernames[username] ?? [] }

    /// - Parameter email: in lower case.
    func alerts(ofEmail email: String) -> [Int64] { emails.isEmpty ? [] : emails[email] ?? [] }
}
