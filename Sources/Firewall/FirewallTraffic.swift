package import Netlink

/// What a firewall has counted since its objects were made. Exact, whatever is logged.
package struct FirewallTraffic: Equatable, Sendable {
    /// Packets from listed addresses that were dropped.
    package var dropped: PacketCount
    /// Packets from listed addresses that were let through in log-only mode.
    package var observed: PacketCount
    /// Packets to listed addresses, where outbound ones are blocked too.
    package var refused = PacketCount(packets: 0, bytes: 0)
    /// The same packets by source, protocol and port, for those seen within the last minutes. When there are more
    /// different ones than are kept, the sums above still hold.
    package var flows: [CountedFlow]

    package init(dropped: PacketCount, observed: PacketCount, flows: [CountedFlow]) {
        self.dropped = dropped
        self.observed = observed
        self.flows = flows
    }

    /// Nothing was counted.
    package static let none = FirewallTraffic(
        dropped: PacketCount(packets: 0, bytes: 0), observed: PacketCount(packets: 0, bytes: 0), flows: [])
}
