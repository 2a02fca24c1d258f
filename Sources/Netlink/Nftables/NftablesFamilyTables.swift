import CNetfilter

/// The tables of one protocol's family, which is where `iptables` keeps its rules in nf_tables.
package struct NftablesFamilyTables: ~Copyable, Sendable {
    private var socket: NetlinkSocket

    package init() throws(NetlinkError) { socket = try NetlinkSocket(.netfilter) }

    /// The chains of a table; `nil` when there is no such table.
    package mutating func chains(of table: String, _ family: IpsetFamily) throws(NetlinkError) -> [String]? {
        let tables = try names(NFT_MSG_GETTABLE, of: table, family, NFTA_TABLE_NAME)
        guard !tables.isEmpty else { return nil }
        return try names(NFT_MSG_GETCHAIN, of: table, family, NFTA_CHAIN_NAME)
    }

    /// Deletes chains, and the table if that is wanted. Does nothing when there is anything in one of them.
    package mutating func delete(
        chains: [String], of table: String, _ family: IpsetFamily, withTable: Bool
    ) throws(NetlinkError) {
        var requests = chains.map { (NFT_MSG_DELCHAIN, Optional($0)) }
        if withTable { requests.append((NFT_MSG_DELTABLE, nil)) }
        guard !requests.isEmpty else { return }
        let what = "delete empty chains of table \(table)"
        let first = socket.takeSequenceNumbers(UInt32(requests.count) + 2)
        var writer = NetlinkWriter()
        writer.message(UInt16(NFNL_MSG_BATCH_BEGIN), .request, sequence: first) {
            $0.netfilterHeader(family: 0, resource: UInt16(NFNL_SUBSYS_NFTABLES))
        }
        for (offset, (message, chain)) in requests.enumerated() {
            writer.message(
                message.messageType, [.request, .acknowledge, .nonRecursive], sequence: first &+ UInt32(offset) &+ 1
            ) {
                $0.nftablesHeader(table: table, family: family.rawValue)
                if let chain { $0.text(NFTA_CHAIN_NAME, chain) }
            }
        }
        writer.message(UInt16(NFNL_MSG_BATCH_END), .request, sequence: first &+ UInt32(requests.count) &+ 1) {
            $0.netfilterHeader(family: 0, resource: UInt16(NFNL_SUBSYS_NFTABLES))
        }
        try socket.transact(writer.bytes) { _ in what }
    }

    private mutating func names(
        _ message: nf_tables_msg_types, of table: String, _ family: IpsetFamily,
        _ name: some RawRepresentable<UInt32>
    ) throws(NetlinkError) -> [String] {
        try socket.list("list table \(table)", type: message.messageType, into: []) {
            $0.nftablesHeader(table: nil, family: family.rawValue)
        } _: { (names, message) throws(NetlinkError) in
            // Attribute 1 is the table's name in both.
            guard let attributes = message.netfilterAttributes, attributes.first(NFTA_TABLE_NAME)?.text == table,
                let found = attributes.first(name)?.text
            else { return }
            names.append(found)
        }
    }
}
