import Netlink

/// A second table that protects while the first is built anew in the place of one that is there already.
///
/// Sets of intervals come into force a moment after the transaction that makes them, see
/// ``NftablesTransaction/prepare(_:over:)``. Within a table that is kept, they are prepared beforehand; a table that replaces
/// another of its name cannot be. So blocked networks are looked up in the bridge until the new table stands.
extension NftablesSession {
    /// Builds the bridge, in the place of one that was left behind.
    func build(_ bridge: FirewallPlan, at revision: FirewallRevision) throws(FirewallError) {
        let isThere = try kernel { () throws(NetlinkError) in
            try connection.comment(ofTable: NftablesLayout.bridge) != nil
        }
        _ = try commit(at: revision, table: NftablesLayout.bridge) {
            if isThere { $0.deleteTable() }
            $0.write(bridge, over: .initial)
        }
    }

    func removeBridge() throws(FirewallError) { try remove(table: NftablesLayout.bridge) }
}

extension FirewallPlan {
    /// What is to stand in a table of its own while this plan is done; `nil` when nothing has to.
    var bridge: FirewallPlan? {
        guard case .rebuild(let reason) = extent, base.condition != .absent,
            changes[.networks4].size + changes[.networks6].size > 0
        else { return nil }
        var networks = changes
        networks.blocked4 = .replace(with: ExactAddresses())
        networks.blocked6 = .replace(with: ExactAddresses())
        let nothing = FirewallStanding(
            condition: .absent, counts: PerList { _ in nil }, capacities: PerList { _ in nil }, revision: base.revision)
        return FirewallPlan(extent: .rebuild(reason), changes: networks, stamp: stamp, base: nothing)
    }
}
