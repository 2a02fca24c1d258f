import Glibc
import Netlink

/// Tables of iptables as it was before nf_tables. What is in them only that program can read.
enum LegacyTableHooks {
    /// Where each table stands (linux/netfilter_ipv4.h, `enum nf_ip_hook_priorities`).
    static let hooks: [String: [NftablesOverview.Hook]] = [
        "raw": [.init(.prerouting, -300)],
        "mangle": [.init(.prerouting, -150), .init(.input, -150), .init(.forward, -150)],
        "nat": [.init(.prerouting, -100)],
        "filter": [.init(.input, 0), .init(.forward, 0)],
        "security": [.init(.input, 50), .init(.forward, 50)],
    ]

    private static let mostBytes = 4096

    /// The tables that somebody has used in the network namespace of this thread. Blocks.
    static func tables(_ family: IpsetFamily) -> [String] {
        let file = family == .v4 ? "ip_tables_names" : "ip6_tables_names"
        let descriptor = open("/proc/thread-self/net/\(file)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return [] }
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init).sorted()
    }
}
