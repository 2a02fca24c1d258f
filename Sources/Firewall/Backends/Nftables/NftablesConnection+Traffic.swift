import Netlink

extension NftablesConnection {
    /// What our counters and flow sets hold; nothing when there is no table.
    mutating func traffic() throws(NetlinkError) -> FirewallTraffic {
        let table = NftablesLayout.table
        guard let dropped = try counter(NftablesLayout.dropped, of: table),
            let observed = try counter(NftablesLayout.observed, of: table)
        else { return .none }
        var flows: [CountedFlow] = []
        for set in NftablesLayout.flowSets { flows += try self.flows(of: set.name, in: table) }
        var traffic = FirewallTraffic(dropped: dropped, observed: observed, flows: flows)
        if let refused = try counter(NftablesLayout.refusals, of: table) { traffic.refused = refused }
        return traffic
    }
}
