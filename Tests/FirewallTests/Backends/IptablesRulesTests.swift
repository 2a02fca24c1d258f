import Netlink
import Testing

@testable import Firewall

@Suite struct IptablesRulesTests {
    private static let policy = FirewallPolicy(mode: .drop, logging: PacketLogging(group: 9, packetsPerSecond: 20_000))

    /// As a kernel would print the table that these rules make.
    private func table(_ rules: IptablesRules, before: [String] = []) -> IptablesTable {
        var lines = ["*filter", ":INPUT ACCEPT [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]"] + before
        lines += rules.restoration(over: .empty).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix(":") || $0.hasPrefix("-") }
            .map { $0.hasPrefix("-I") ? "-A" + $0.dropFirst(2).replacing(" 1 -j", with: " -j") : $0 }
        return IptablesTable(saved: lines.joined(separator: "\n"))
    }

    @Test func whatIsAskedInWhichOrder() {
        let rules = IptablesRules(.v4, Self.policy, chains: [])
        #expect(rules.chain.map(\.comment) == ["blocked IPv4 addresses", "blocked IPv4 networks"])
        #expect(rules.listed.first?.comment == "allowed IPv4 networks")
        #expect(rules.listed.last?.words == "-j DROP")
        #expect(rules.listed.contains { $0.words.contains("--ctdir REPLY -j RETURN") })
        // More than the kernel's match knows.
        #expect(rules.listed.contains { $0.words.contains("--limit 10000/second --limit-burst 10000 -j NFLOG") })
        #expect(IptablesRules(.v6, Self.policy, chains: []).listed.count == rules.listed.count + 2)
    }

    @Test func docker() {
        #expect(IptablesRules(.v4, Self.policy, chains: ["DOCKER-USER"]).hooks == ["INPUT", "FORWARD", "DOCKER-USER"])
        let seen = FirewallPolicy(mode: .logOnly, logging: nil)
        #expect(IptablesRules(.v4, seen, chains: ["DOCKER-USER"]).hooks == ["INPUT", "FORWARD"])
    }

    @Test(arguments: IpsetFamily.allCases)
    func deviations(_ family: IpsetFamily) {
        let rules = IptablesRules(family, Self.policy, chains: [])
        #expect(rules.deviation(in: table(rules)) == nil)
        #expect(rules.deviation(in: .empty)?.contains("is not there") == true)
        let other = IptablesRules(family, FirewallPolicy(mode: .logOnly), chains: [])
        #expect(other.deviation(in: table(rules))?.contains("changed the rules") == true)
        let late = table(rules, before: ["-A INPUT -j ACCEPT"])
        #expect(rules.deviation(in: late)?.contains("before the one that leads") == true)
        let twice = table(rules, before: ["-A OUTPUT -j SIKKERGUARD"])
        #expect(rules.deviation(in: twice)?.contains("more than 2 rules") == true)
        // And what puts it right takes the old ways in away.
        #expect(rules.restoration(over: twice).contains("-D OUTPUT -j SIKKERGUARD\n"))
    }
}
