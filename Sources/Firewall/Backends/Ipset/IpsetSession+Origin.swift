import Netlink

/// No trace is left of the table and chains that `iptables` makes for us alone.
extension IpsetSession {
    private static let table = "filter"

    /// What there is of `iptables` in nf_tables.
    func grounds() throws(FirewallError) -> PerFamily<Set<String>> {
        let programs = try opened()
        return try kernel { () throws(NetlinkError) in
            var tables = try NftablesFamilyTables()
            func found(_ program: IptablesProgram) throws(NetlinkError) -> Set<String> {
                guard program.flavour == .nft, let chains = try tables.chains(of: Self.table, program.family) else {
                    return []
                }
                return Set(chains + [IpsetOrigin.table])
            }
            return PerFamily(v4: try found(programs.v4), v6: try found(programs.v6))
        }
    }

    /// Keeps in mind what has come since then, beside what came earlier.
    func noteOrigin(since before: PerFamily<Set<String>>) throws(FirewallError) {
        let now = try grounds()
        let earlier = try origin([IpsetLayout.stamp.name: nil])
        let ours: Set = [IpsetLayout.chain, IpsetLayout.listed]
        let origin = IpsetOrigin(
            made: PerFamily(
                v4: now.v4.subtracting(before.v4).union(earlier.v4).subtracting(ours),
                v6: now.v6.subtracting(before.v6).union(earlier.v6).subtracting(ours)))
        try kernel { () throws(NetlinkError) in
            try sets.note(origin.text, at: IpsetLayout.originKey, in: IpsetLayout.stamp.name)
        }
    }

    /// - Parameter existing: the sets there are.
    func origin(_ existing: [String: IpsetStatus?]) throws(FirewallError) -> PerFamily<Set<String>> {
        guard existing[IpsetLayout.stamp.name] != nil else { return PerFamily(v4: [], v6: []) }
        let comments = try kernel { () throws(NetlinkError) in try sets.comments(of: IpsetLayout.stamp.name) }
        return comments.lazy.compactMap { IpsetOrigin(text: $0) }.first?.made ?? PerFamily(v4: [], v6: [])
    }

    /// Deletes what was made for us, as far as nobody uses it by now.
    func clear(_ made: Set<String>, _ program: IptablesProgram) {
        guard !made.isEmpty, let table = try? program.table() else { return }
        try? kernel { () throws(NetlinkError) in
            var tables = try NftablesFamilyTables()
            guard let chains = try tables.chains(of: Self.table, program.family) else { return }
            let unused = chains.filter { made.contains($0) && table.isUnused($0) }
            let takesTable = made.contains(IpsetOrigin.table) && unused.count == chains.count
            try tables.delete(chains: unused, of: Self.table, program.family, withTable: takesTable)
        }
    }
}

extension IptablesTable {
    /// Whether a chain at a hook does nothing.
    fileprivate func isUnused(_ chain: String) -> Bool { chains[chain]?.isEmpty != false && accepting.contains(chain) }
}
