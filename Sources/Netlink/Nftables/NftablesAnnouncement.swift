import CNetfilter

/// A change to the tables of this network namespace, announced after it happened.
package enum NftablesAnnouncement: Equatable, Sendable {
    /// An object of an `inet` table came, went or changed. `portID` is the connection that did it.
    case changed(table: String, portID: UInt32)
    /// The same of an `ip` or `ip6` table, which are where `iptables` has its rules.
    case changedByFamily(table: String)
    /// A transaction is complete; `process` is who committed it.
    case generation(UInt32, process: String)
    /// Announcements were dropped because they were not read fast enough.
    case missed

    /// `nil` for announcements about families that no firewall of ours uses.
    init?(_ message: NetlinkMessage) {
        guard message.type >> 8 == UInt16(NFNL_SUBSYS_NFTABLES), let family = message.payload.host(UInt8.self, at: 0),
            let attributes = message.netfilterAttributes
        else { return nil }
        if message.type == NFT_MSG_NEWGEN.messageType {
            guard let generation: UInt32 = attributes.first(NFTA_GEN_ID)?.number() else { return nil }
            self = .generation(generation, process: attributes.first(NFTA_GEN_PROC_NAME)?.text ?? "")
        } else {
            // The table's name is attribute 1 of every kind of object.
            guard let table = attributes.first(NFTA_TABLE_NAME) else { return nil }
            switch Int32(family) {
            case Int32(NFPROTO_INET): self = .changed(table: table.text, portID: message.portID)
            case Int32(NFPROTO_IPV4), Int32(NFPROTO_IPV6): self = .changedByFamily(table: table.text)
            default: return nil
            }
        }
    }
}
