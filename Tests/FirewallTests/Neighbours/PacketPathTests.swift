import Netlink
import TestHosts
import Testing

@testable import Firewall

/// Who else filters packets here.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct PacketPathTests {
    private let host: TestHost

    init() async throws {
        host = try TestHost("server")
        try await host.ip("link set lo up")
    }

    private func path() async throws -> PacketPath { try await host.run { try PacketPath.read() } }

    private func nft(_ text: String) async throws { try await host.command(["nft", "-f", "-"], input: text) }

    @Test func anEmptyHostHasNone() async throws {
        #expect(try await path() == PacketPath(own: nil, neighbours: []))
    }

    @Test func tablesOfOthersWithTheirPlaces() async throws {
        try await nft(
            """
            table inet firewalld {
              chain filter_PREROUTING { type filter hook prerouting priority filter + 10; ip saddr 192.0.2.1 drop; }
              chain filter_INPUT { type filter hook input priority filter + 10; policy accept; }
              chain filter_OUTPUT { type filter hook output priority filter; policy accept; ip daddr 192.0.2.1 drop; }
            }
            table ip raw { chain PREROUTING { type filter hook prerouting priority raw; policy accept; notrack; }; }
            table inet f2b-table { chain f2b-chain { type filter hook input priority filter - 1; tcp dport 22 drop; }; }
            table ip6 strict { chain input { type filter hook input priority filter; policy drop; }; }
            table ip empty { chain input { type filter hook input priority filter; policy accept; }; }
            table ip outward { chain output { type filter hook output priority filter; policy drop; }; }
            table netdev early { chain in { type filter hook ingress device "lo" priority -500; ip saddr 192.0.2.2 drop; }; }
            """)
        let path = try await path()
        #expect(path.own == nil)
        #expect(
            path.neighbours == [
                .init(
                    name: "table inet f2b-table", owners: ["fail2ban"], hooks: [.init(.input, -1)]),
                .init(
                    name: "table inet firewalld", owners: ["firewalld"],
                    hooks: [.init(.prerouting, 10), .init(.input, 10)]),
                .init(name: "table ip raw", hooks: [.init(.prerouting, -300)]),
                .init(name: "table ip6 strict", hooks: [.init(.input, 0, drops: true)]),
                .init(name: "table netdev early", hooks: [.init(.ingress, -500)]),
            ])
    }

    /// Chains of several tools in one table, as iptables keeps them.
    @Test func toolsThatShareATable() async throws {
        try await host.command(
            ["iptables-nft-restore"],
            input: """
                *filter
                :DOCKER-USER - [0:0]
                :ufw-before-input - [0:0]
                -A INPUT -j ufw-before-input
                -A FORWARD -j DOCKER-USER
                COMMIT

                """)
        let path = try await path()
        #expect(path.neighbours.map(\.owners) == [["Docker", "ufw"]])
        #expect(path.neighbours.first?.hooks == [.init(.input, 0), .init(.forward, 0)])
    }

    @Test(arguments: BackendRegistry.all.filter(\.touchesKernel).map(\.name))
    func ourOwnRulesAreTold(_ name: String) async throws {
        let thread = try NetlinkThread(inside: host)
        let backend = try #require(BackendRegistry.named(name)).make(BackendSurroundings(thread: thread))
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: FirewallState(generation: 1)))
        let path = try await path()
        #expect(path.own == (name == "ipset" ? .init(.input, 0) : .init(.prerouting, -150)))
        #expect(path.neighbours.allSatisfy { $0.owners.isEmpty && !$0.name.contains("sikker") })
        try await backend.remove()
        #expect(try await self.path().own == nil)
    }

    @Test func programsAtInterfaces() async throws {
        let peer = try TestHost("peer")
        try await host.connect(to: peer, addresses: ["10.6.0.1/24"], peerAddresses: ["10.6.0.2/24"])
        try await host.command(["tc", "qdisc", "add", "dev", "cable", "clsact"])
        #expect(try await path().neighbours.isEmpty)
        try await host.command(
            "tc filter add dev cable ingress protocol ip u32 match ip src 192.0.2.1/32 flowid 1:1"
                .split(separator: " ").map(String.init))
        #expect(try await path().neighbours.map(\.name) == ["a tc filter (u32) on cable"])
        let attachment = try await host.run {
            var code = BPFAssembler<Int>()
            code.exit(Int32(XDPProgram.Verdict.pass.rawValue))
            let link = try #require(try RouteSocket.link(named: "cable"))
            return try XDPProgram("passes", try #require(code.assembled())).attach(toInterface: link, .generic)
        }
        #expect(try await path().neighbours.map(\.name) == ["an XDP program on cable", "a tc filter (u32) on cable"])
        withExtendedLifetime(attachment) {}
    }
}

extension RouteSocket {
    fileprivate static func link(named name: String) throws -> UInt32? {
        var socket = try RouteSocket()
        return try socket.links().first { $0.name == name }?.index
    }
}
