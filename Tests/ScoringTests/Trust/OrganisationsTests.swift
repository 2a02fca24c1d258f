import IPNetworks
import Scoring
import Testing

@Suite struct OrganisationsTests {
    @Test func joinedAccountsHaveTheSmallestNumber() {
        var organisations = Organisations()
        func join(_ a: Int64, _ b: Int64) -> Bool { organisations.join(a, b) }
        #expect(organisations.areApart)
        #expect(organisations[9] == 9)
        #expect(join(9, 5) == true)
        #expect(join(7, 8) == true)
        #expect(join(5, 9) == false)
        #expect(join(8, 9) == true)
        #expect((5...9).map { organisations[$0] } == [5, 6, 5, 5, 5])
        #expect(organisations.members(with: 8) == [5, 7, 8, 9])
        #expect(organisations.members(with: 6) == [6])
        #expect(join(6, 6) == false)
    }

    /// In whatever order accounts are joined, the groups are those of the graph; and nobody who was together comes apart.
    @Test(arguments: 0..<20)
    func orderDoesNotMatter(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let pairs = (0..<25).map { _ in
            (Int64.random(in: 1...40, using: &generator), Int64.random(in: 1...40, using: &generator))
        }
        var organisations = Organisations()
        var reference = Dictionary(uniqueKeysWithValues: (1...40).map { (Int64($0), Set([Int64($0)])) })
        for (a, b) in pairs {
            let before = (1...40).map { reference[$0] ?? [] }
            let wereApart = organisations.join(a, b)
            #expect(wereApart == (reference[a] != reference[b]))
            let group = (reference[a] ?? []).union(reference[b] ?? [])
            for account in group { reference[account] = group }
            for group in before { #expect(Set(group.map { organisations[$0] }).count == 1) }
        }
        for account in 1...40 as ClosedRange<Int64> {
            #expect(organisations[account] == reference[account]?.min())
            #expect(organisations.members(with: account) == reference[account]?.sorted())
        }
        var shuffled = Organisations()
        for (a, b) in pairs.shuffled(using: &generator) { _ = shuffled.join(b, a) }
        #expect(shuffled == organisations)
        let stored = organisations.joined.map { (account: $0.key, organisation: $0.value) }
        #expect(Organisations(stored.shuffled(using: &generator)) == organisations)
    }
}

@Suite struct SubmissionNetworkTests {
    @Test(
        arguments: [
            ("45.66.1.2", nil, ["45.66.1.0/24"]),
            ("2a00:1:2:3::4", nil, ["2a00:1:2::/48"]),
            // Carried in IPv6 by a tunnel: 2002::/16 is 6to4 (RFC 3056).
            ("2002:2d42:0102::1", nil, ["45.66.1.0/24"]),
            // Nobody's, or everybody's.
            ("127.0.0.1", nil, []), ("10.1.2.3", nil, []), ("fe80::1", nil, []), ("100.64.0.1", nil, []),
            ("::1", nil, []),
            ("45.66.1.2", "45.66.0.0-45.66.3.255", ["45.66.1.0/24", "45.66.0.0/32"]),
            ("45.66.1.2", "45.66.1.0-45.66.2.255", ["45.66.1.0/24", "45.66.1.0/32"]),
            // One address more than a /22; no more than what is joined anyway; somebody else's.
            ("45.66.1.2", "45.66.0.0-45.66.4.0", ["45.66.1.0/24"]),
            ("45.66.1.2", "45.66.1.0-45.66.1.255", ["45.66.1.0/24"]),
            ("45.66.1.2", "45.67.0.0-45.67.1.255", ["45.66.1.0/24"]),
            ("45.66.1.2", "0.0.0.0-255.255.255.255", ["45.66.1.0/24"]),
            ("2a00:1:2:3::4", "2a00:1::-2a00:1:f:ffff:ffff:ffff:ffff:ffff", ["2a00:1:2::/48", "2a00:1::/128"]),
            ("2a00:1:2:3::4", "2a00:1::-2a00:1:10::", ["2a00:1:2::/48"]),
        ] as [(String, String?, [String])])
    func networks(_ address: String, _ announced: String?, _ expected: [String]) throws {
        let range = try announced.map { text in
            let ends = try text.split(separator: "-").map { try #require(IPAddress(String($0))) }
            return try IPRange(ends[0], ends[1])
        }
        let networks = SubmissionNetwork.networks(of: try #require(IPAddress(address)), announced: range)
        #expect(networks.map(\.description) == expected)
    }
}
