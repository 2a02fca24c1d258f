import CNetfilter

/// What ipset can be asked for (linux/netfilter/ipset/ip_set.h, `ipset_cmd`).
enum IpsetCommand: UInt16 {
    case version = 1
    case create = 2
    case destroy = 3
    case swap = 6
    case list = 7
    case add = 9
    case delete = 10
    case test = 11

    /// Subsystem in the upper byte, command in the lower.
    var messageType: UInt16 { UInt16(NFNL_SUBSYS_IPSET) << 8 | rawValue }
}

extension NetlinkWriter {
    /// What every message of ipset begins with. The family is a formality: a set has its own.
    mutating func ipsetHeader(set: String?) {
        netfilterHeader(family: UInt8(NFPROTO_IPV4))
        // Version 6 is spoken by every kernel since 2.6.39, and 7 changed nothing that is used here.
        number(IpsetAttribute.protocolVersion, UInt8(6))
        if let set { text(IpsetAttribute.setName, set) }
    }
}
