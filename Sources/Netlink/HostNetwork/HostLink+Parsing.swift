import CNetfilter
import Glibc

extension HostLink {
    /// ARPHRD_ETHER (linux/if_arp.h).
    private static let ethernet: UInt16 = 1

    /// From a message about an interface (linux/rtnetlink.h, `struct ifinfomsg`; attributes in linux/if_link.h).
    init?(_ message: NetlinkMessage) {
        // family, padding, type, index, flags, change
        guard let attributes = message.attributes(after: MemoryLayout<ifinfomsg>.size),
            let type = message.payload.host(UInt16.self, at: 2), let index = message.payload.host(UInt32.self, at: 4),
            let flags = message.payload.host(UInt32.self, at: 8)
        else { return nil }
        self.index = index
        name = attributes.first { $0.type == UInt16(IFLA_IFNAME) }?.text ?? ""
        kind =
            attributes.first { $0.type == UInt16(IFLA_LINKINFO) }?.nested
            .first { $0.type == UInt16(IFLA_INFO_KIND) }?.text
        isEthernet = type == Self.ethernet
        isLoopback = flags & UInt32(IFF_LOOPBACK) != 0
        master = attributes.first { $0.type == UInt16(IFLA_MASTER) }?.value.host(UInt32.self, at: 0)
    }
}
