import Blocklists
import IPNetworks
import TestGuards
import Testing

@testable import Guard

/// Safety layer 1: what is never blocked, and why.
struct AllowlistTests {
    private static func allowlist() throws -> Allowlist {
        Allowlist(
            network: .sample, servers: ["sikker.example": [try address("45.60.0.1")]],
            whitelist: [
                .range(try #require(IPRange("45.70.0.0/24"))), .host("home.example"), .host("unknown.example"),
            ],
            whitelistHosts: ["home.example": [try address("45.80.0.1"), try address("2600:9::1")]])
    }

    static let neverBlocked = [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.0.1", "224.0.0.1", "0.0.0.0",
        "255.255.255.255", "192.0.2.1", "::1", "fe80::1", "fd00::1", "ff02::1", "2001:db8::1", "::",
        // This host, its networks, its gateway, its name server
        "45.41.0.2", "45.41.0.77", "2600:1::2", "2600:1::ffff", "45.41.0.1", "45.53.53.53",
        // The server, the user's own
        "45.60.0.1", "45.70.0.0", "45.70.0.255", "45.80.0.1", "2600:9::1",
    ]

    @Test(arguments: neverBlocked)
    func isNeverBlocked(_ text: String) throws { #expect(try Self.allowlist().addresses.contains(address(text))) }

    @Test(arguments: ["45.41.1.0", "45.60.0.2", "45.70.1.0", "2600:2::1", "8.8.8.8"])
    func mayBeBlocked(_ text: String) throws { #expect(try !Self.allowlist().addresses.contains(address(text))) }

    @Test func aTunnelToHalfTheInternetDoesNotSwitchTheGuardOff() throws {
        let network = HostNetwork(attachments: [HostNetwork.attachment("45.41.0.2", "45.0.0.0/8")].compactMap(\.self))
        let allowlist = Allowlist(network: network)
        #expect(allowlist.addresses.contains(try address("45.41.0.2")))
        #expect(!allowlist.addresses.contains(try address("45.41.0.3")))
        #expect(allowlist.broadNetworks == [IPPrefix("45.0.0.0/8")])
    }

    @Test func whatAListDoesNotGetIsExplained() throws {
        let exclusions = try Self.allowlist().exclusions(
            from: IPAddressSet("45.41.0.0/16", "10.0.0.0/8", "45.90.0.1", "45.80.0.1"), of: .first)
        let sentences = exclusions.map(\.description)
        #expect(sentences.contains("45.41.0.0/16 of First: kept 45.41.0.1 reachable: default gateway"), "\(sentences)")
        #expect(sentences.contains { $0.contains("45.41.0.2") && $0.contains("address of this host") })
        #expect(sentences.contains { $0.contains("home.example") })
        #expect(sentences.contains { $0.contains("10.0.0.0/8") && $0.contains("RFC 1918") })
        #expect(!sentences.contains { $0.contains("45.90.0.1") })
    }

    @Test func anInnocentListIsLeftAlone() throws {
        #expect(try Self.allowlist().exclusions(from: IPAddressSet("45.90.0.0/16", "2600:7::/32"), of: .first).isEmpty)
    }

    @Test func noListMakesMoreSentencesThanAnybodyReads() {
        let entries = (0..<1000).map { WhitelistEntry.range(IPRange(IPAddress(v4: 0x2d28_0000 + $0 * 2))) }
        let allowlist = Allowlist(whitelist: entries)
        #expect(
            allowlist.exclusions(from: IPAddressSet("45.0.0.0/8"), of: .first).count == Allowlist.mostExclusions)
    }

    @Test func theSummaryCounts() throws {
        let summary = try Self.allowlist().summary
        for part in [
            "2 addresses of this host", "2 networks of this host", "1 gateway", "1 name server",
            "1 address of the server", "3 entries of your own", "open SSH sessions",
        ] { #expect(summary.contains(part), "\(summary)") }
    }
}
