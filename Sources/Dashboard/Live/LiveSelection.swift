import Guard
import IPNetworks

/// What somebody who follows wants to see.
struct LiveSelection: Hashable, Sendable {
    var filter = BlockFilter()
    /// Rows that they show; older ones are of no use to them.
    var most = LiveRing.length

    /// As a query says it: `address`, `port`, `source`, `limit`.
    init(_ request: ViewRequest) throws(DashboardProblem) {
        if let text = try request.field("address") {
            guard let network = Self.network(text) else {
                throw DashboardProblem(
                    .wrong,
                    "'address' must be an address, a network such as 192.0.2.0/24, or how addresses begin, such as 192.0."
                )
            }
            filter.network = network
        }
        if let text = try request.field("port") {
            guard let port = UInt16(text), port > 0 else {
                throw DashboardProblem(.wrong, "'port' must be a number from 1 to 65535")
            }
            filter.port = port
        }
        filter.source = try request.field("source")
        if let text = try request.field("limit") {
            guard let most = Int(text), (1...LiveRing.length).contains(most) else {
                throw DashboardProblem(.wrong, "'limit' must be a number from 1 to \(LiveRing.length)")
            }
            self.most = most
        }
    }

    init() {}

    /// `192.0.2.7`, `192.0.2.0/24`, `192.0.2.` and `192.0`, `2001:db8:`.
    static func network(_ text: String) -> IPPrefix? {
        if let prefix = IPPrefix(text) { return prefix }
        if let address = IPAddress(text) { return IPPrefix(single: address) }
        if text.hasSuffix(":"), text.utf8.count > 1 {
            let groups = text.dropLast().split(separator: ":", omittingEmptySubsequences: false)
            return IPPrefix("\(text):/\(16 * groups.count)")
        }
        let bytes = (text.hasSuffix(".") ? text.dropLast() : text[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        guard (1...3).contains(bytes.count) else { return nil }
        let zeros = repeatElement("0", count: 4 - bytes.count)
        return IPPrefix("\((bytes.map(String.init) + zeros).joined(separator: "."))/\(8 * bytes.count)")
    }
}
