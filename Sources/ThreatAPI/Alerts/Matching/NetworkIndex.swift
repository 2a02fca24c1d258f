import IPNetworks

/// Networks by which addresses can be found in all of them at once, nested ones included: a hash table for each prefix
/// length there is, of which a store full of alerts has a handful.
struct NetworkIndex: Sendable {
    /// By prefix length in 128 bits, where an IPv4 network has 96 bits more.
    private var tables: [(length: Int, alerts: [UInt128: [Int64]])] = []

    var isEmpty: Bool { tables.isEmpty }

    mutating func add(_ alert: Int64, to prefix: IPPrefix) {
        let length = Int(prefix.length) + (prefix.family == .v4 ? 96 : 0)
        let key = prefix.address.mapped
        if let index = tables.firstIndex(where: { $0.length == length }) {
            tables[index].alerts[key, default: []].append(alert)
        } else {
            tables.append((length, [key: [alert]]))
            tables.sort { $0.length < $1.length }
        }
    }

    func forEach(holding address: IPAddress, _ body: (Int64) -> Void) {
        // A network of IPv6 around the mapped addresses holds none of IPv4: to users these are not IPv6.
        let shortest = address.isIPv4 ? 96 : 0
        for table in tables where table.length >= shortest {
            for alert in table.alerts[address.mapped & Self.mask(table.length)] ?? [] { body(alert) }
        }
    }

    private static func mask(_ length: Int) -> UInt128 { length == 0 ? 0 : UInt128.max << UInt128(128 - length) }
}
