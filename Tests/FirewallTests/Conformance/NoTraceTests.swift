import TestHosts
import Testing

@testable import Firewall

/// Nothing but our own objects is ever touched, and nothing of ours stays.
@Suite(.tags(.namespaces))
struct NoTraceTests {
    /// What other programs have in a kernel, with objects named like ours among them.
    private static let others = """
        table ip nat {
            chain prerouting {
                type nat hook prerouting priority dstnat; policy accept;
                tcp dport 8080 counter packets 0 bytes 0 dnat to 10.0.0.5:80
            }
        }
        table ip sikkerguard {
            set blocked4.1 {
                type ipv4_addr
                elements = { 192.0.2.1, 192.0.2.2 }
            }
            chain incoming {
                type filter hook prerouting priority mangle; policy accept;
                ip saddr @blocked4.1 drop
            }
        }
        table inet f2b-table {
            set addr-set-sshd {
                type ipv4_addr
                flags interval
                elements = { 198.51.100.0/24, 203.0.113.7 }
            }
            chain f2b-chain {
                type filter hook input priority filter - 1; policy accept;
                tcp dport 22 ip saddr @addr-set-sshd reject
            }
        }
        """

    private func ruleset(_ host: TestHost) async throws -> String { try await Subject.listing(host) }

    @Test(arguments: Subject.protecting)
    func othersAreTheSameAfterwards(_ subject: Subject) async throws {
        let trial = try subject.make()
        let host = try #require(trial.host)
        try await host.command(["nft", "-f", "-"], input: Self.others)
        let before = try await ruleset(host)
        try await trial.backend.probe()
        #expect(try await ruleset(host) == before)
        var history = History(seed: 9)
        for _ in 0..<10 {
            history.step()
            try await trial.bring(history.state)
        }
        #expect(try await ruleset(host) != before)
        if !subject.isIpset { #expect(try await ruleset(host).hasPrefix(before)) }
        try await trial.backend.remove()
        #expect(try await ruleset(host) == before)
        #expect(try await trial.backend.survey().condition == .absent)
    }

    @Test(arguments: Subject.all)
    func removingWhatIsNotThereIsNoError(_ subject: Subject) async throws {
        let trial = try subject.make()
        try await trial.backend.remove()
        try await trial.bring(FirewallState(generation: 1))
        try await trial.backend.remove()
        try await trial.backend.remove()
        #expect(try await trial.backend.survey().condition == .absent)
        // And it can begin anew.
        try await trial.bring(FirewallState(generation: 2))
        #expect(try await trial.backend.survey().stamp?.generation == 2)
    }

    /// What `nft` prints can be given back to it: people keep their rules that way.
    @Test(arguments: Subject.protecting.filter { !$0.isIpset })
    func listingsCanBeLoaded(_ subject: Subject) async throws {
        let trial = try subject.make()
        let host = try #require(trial.host)
        var history = History(seed: 10)
        history.step()
        try await trial.bring(history.state)
        let listing = try await host.command(["nft", "list", "ruleset"])
        try await host.command(["nft", "flush", "ruleset"])
        try await host.command(["nft", "-f", "-"], input: listing)
        #expect(try await host.command(["nft", "list", "ruleset"]) == listing)
    }
}
