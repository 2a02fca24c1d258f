import Netlink
import Testing

@testable import Firewall

@Suite struct NftablesLayoutTests {
    @Test(arguments: FirewallList.allCases)
    func namesLeadBack(_ list: FirewallList) throws {
        var layout = NftablesLayout.initial
        layout.numbers[list] = UInt32.max
        let found = try #require(NftablesLayout.list(of: layout.set(of: list)))
        #expect(found.list == list)
        #expect(found.number == UInt32.max)
    }

    @Test(arguments: ["", "blocked4", "blocked4.", "blocked4.1.2", ".1", "blocked4.x", "blocked5.1", "flows4", "stamp"])
    func otherNames(_ name: String) {
        #expect(NftablesLayout.list(of: name) == nil)
    }

    @Test func regionsGoWithTheirNetworks() {
        var layout = NftablesLayout.initial
        layout.numbers[.networks4] = 9
        #expect(layout.regions.name == "regions4.9")
    }

    /// What rules are recognised by tells every one from every other, in every mode.
    @Test(arguments: [
        FirewallPolicy(), FirewallPolicy(mode: .logOnly), FirewallPolicy(logging: nil),
        FirewallPolicy(logging: PacketLogging(group: 1, packetsPerSecond: nil)),
        FirewallPolicy(isFloodMode: true, blocksOutbound: true),
    ])
    func commentsAreUnique(_ policy: FirewallPolicy) {
        let rules = NftablesRules(.initial, policy)
        let comments = (rules.incoming + rules.listed).map(\.comment)
        #expect(Set(comments).count == comments.count)
        #expect(comments.allSatisfy { (1...NftablesRule.maximumCommentLength).contains($0.utf8.count) })
        #expect(rules.areAs(incoming: rules.incoming.map(\.comment), listed: rules.listed.map(\.comment)))
        let outbound = (rules.outgoing + rules.refused).map(\.comment)
        #expect(Set(outbound).count == outbound.count && outbound.isEmpty == !policy.blocksOutbound)
        #expect(rules.areAs(outgoing: rules.outgoing.map(\.comment), refused: rules.refused.map(\.comment)))
        #expect(!rules.areAs(incoming: rules.incoming.map(\.comment), listed: []))
    }

    @Test func policiesHaveDifferentRules() {
        let policies = [
            FirewallPolicy(), FirewallPolicy(mode: .logOnly), FirewallPolicy(logging: nil),
            FirewallPolicy(logging: PacketLogging(group: 1)),
            FirewallPolicy(logging: PacketLogging(packetsPerSecond: 1)),
        ]
        let rules = policies.map { NftablesRules(.initial, $0).listed.map(\.comment) }
        #expect(Set(rules).count == policies.count)
    }
}
