import Glibc
import Netlink

/// The shape of the table `filter` behind `iptables-legacy`: where its chains begin and how long it is, for the price of a
/// system call (linux/netfilter_ipv4/ip_tables.h, `struct ipt_getinfo`; that of IPv6 is the same). A rule that comes or goes
/// changes it; one that takes the place of another of the same length does not.
enum LegacyTableShape {
    /// `IPT_SO_GET_INFO` and `IP6T_SO_GET_INFO`
    private static let option: Int32 = 64
    /// The name, a mask of hooks, two times five offsets, the number of entries and their size.
    private static let size = 32 + 4 + 40 + 8

    /// Empty when it cannot be asked for.
    static func current(_ family: IpsetFamily) -> [UInt8] {
        let isV4 = family == .v4
        let descriptor = socket(
            isV4 ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = Array("filter".utf8) + [UInt8](repeating: 0, count: size - 6)
        var length = socklen_t(size)
        let level = isV4 ? Int32(IPPROTO_IP) : Int32(IPPROTO_IPV6)
        guard getsockopt(descriptor, level, option, &bytes, &length) == 0 else { return [] }
        return bytes
    }
}
