import CNetfilter

extension NetlinkWriter {
    /// What every message of netfilter begins with (linux/netfilter/nfnetlink.h, `struct nfgenmsg`).
    mutating func netfilterHeader(family: UInt8, resource: UInt16 = 0) {
        host(family)
        host(UInt8(NFNETLINK_V0))
        host(resource.bigEndian)
    }

    /// Header of a message about a table, of the `inet` family unless another is given. The table's name is attribute 1 of
    /// every kind of object.
    mutating func nftablesHeader(table: String?, family: UInt8 = UInt8(NFPROTO_INET)) {
        netfilterHeader(family: family)
        if let table { text(NFTA_TABLE_NAME, table) }
    }
}

extension nf_tables_msg_types {
    /// Subsystem in the upper byte, message in the lower.
    var messageType: UInt16 { UInt16(NFNL_SUBSYS_NFTABLES) << 8 | UInt16(truncatingIfNeeded: rawValue) }
}

extension NetlinkMessage {
    /// The attributes after `struct nfgenmsg`.
    var netfilterAttributes: NetlinkAttributes? { attributes(after: 4) }
}
