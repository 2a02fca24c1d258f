package import Netlink

/// What packets pass on their way into this host beside the guard's own rules, and where those stand.
package struct PacketPath: Equatable, Sendable {
    /// Where the guard's own rules look at packets; `nil` while there are none.
    package var own: NftablesOverview.Hook?
    package var neighbours: [Neighbour]

    /// Somebody else's.
    package struct Neighbour: Equatable, Sendable {
        /// Such as `table inet firewalld`.
        package var name: String
        /// The programs it is known to be of.
        package var owners: [String]
        /// In the order of packets; empty for what is asked before every hook.
        package var hooks: [NftablesOverview.Hook]

        package init(name: String, owners: [String] = [], hooks: [NftablesOverview.Hook] = []) {
            self.name = name
            self.owners = owners
            self.hooks = hooks
        }
    }

    package init(own: NftablesOverview.Hook?, neighbours: [Neighbour]) {
        self.own = own
        self.neighbours = neighbours
    }

    /// - Parameters:
    ///   - tables: of everybody, ours among them.
    ///   - legacy: names of tables of iptables as it was before nf_tables, by family.
    init(
        tables: [NftablesOverview.Table], legacy: [(family: IpsetFamily, tables: [String])],
        _ programs: [InterfaceProgram]
    ) {
        neighbours = programs.map { Neighbour(name: "\($0.title) on \($0.interface)") }
        for table in tables {
            if table.family == "inet", [NftablesLayout.table, NftablesLayout.bridge].contains(table.name) {
                if let hook = table.hooks.first { own = hook }
                continue
            }
            var table = table
            if table.chains.contains(IpsetLayout.chain) {
                // Ours are the first rule of these chains.
                own = own ?? NftablesOverview.Hook(.input, 0)
                table.chains.removeAll { $0.hasPrefix(IpsetLayout.chain) }
            }
            neighbours.append(
                Neighbour(
                    name: "table \(table.family) \(table.name)",
                    owners: FirewallTool.owners(of: table.name, table.chains), hooks: table.hooks))
        }
        for (family, tables) in legacy {
            for table in tables {
                let hooks = LegacyTableHooks.hooks[table] ?? []
                neighbours.append(Neighbour(name: "\(family.command)-legacy table \(table)", hooks: hooks))
            }
        }
    }

    /// Reads it. Blocks.
    package static func read() throws(NetlinkError) -> PacketPath {
        var overview = try NftablesOverview()
        var routes = try RouteSocket()
        return PacketPath(
            tables: try overview.tables(), legacy: IpsetFamily.allCases.map { ($0, LegacyTableHooks.tables($0)) },
            try routes.programs())
    }
}

extension InterfaceProgram {
    fileprivate var title: String {
        switch kind {
        case .xdp: "an XDP program"
        case .filter(let kind): "a tc filter (\(kind))"
        case .tcx: "a tc program"
        }
    }
}
