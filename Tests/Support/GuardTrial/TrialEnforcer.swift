import Blocklists
import Firewall
import Guard
import IPNetworks
import Logging
import Netlink
import Observability
import ThreatModel

/// An enforcer over the kernel, with the rest of the guard left out.
enum TrialEnforcer {
    static let source = SourceIdentity(id: "trial", name: "Trial")

    /// - Parameter name: of the backend.
    static func make(
        folder: String, backend name: String = "nftables", clock: any WallClock = SystemClock()
    ) throws -> (enforcer: Enforcer, backend: any FirewallBackend) {
        let thread = try NetlinkThread()
        guard let description = BackendRegistry.named(name) else { throw NoSuchBackend(name: name) }
        let backend = description.make(
            BackendSurroundings(thread: thread, xdp: XDPOptions(shedPorts: [Self.shedPort])))
        let logger = Logger(label: "trial") { _ in SwiftLogNoOpLogHandler() }
        let enforcer = Enforcer(
            EnforcerParts(
                thread: thread, backend: backend, policy: FirewallPolicy(logging: nil),
                generations: GenerationStore(StoredFolder(folder), thread: try NetlinkThread()), clock: clock,
                logger: logger, metrics: GuardMetrics(MetricsRegistry())))
        return (enforcer, backend)
    }

    /// A UDP port that XDP sheds at.
    static let shedPort: UInt16 = 4100

    /// Random public IPv4 addresses, each once; the same for the same seed.
    static func addresses(_ count: Int, seed: UInt64) -> [UInt32] {
        var state = seed
        var found: Set<UInt32> = []
        while found.count < count {
            // SplitMix64
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
            let address = UInt32(truncatingIfNeeded: value ^ value >> 31)
            if IPAddress(v4: address).isListable { found.insert(address) }
        }
        return Array(found)
    }

    static func list(_ addresses: some Sequence<UInt32>, and ranges: [IPRange] = []) -> KeptList {
        KeptList(IPAddressSet(addresses.map { IPRange(IPAddress(v4: $0)) } + ranges))
    }
}

struct NoSuchBackend: Error {
    let name: String
}
