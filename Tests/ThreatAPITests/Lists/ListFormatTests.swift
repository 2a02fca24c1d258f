import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Formats of lists")
struct ListFormatTests {
    static func text(_ addresses: [String], _ name: String, isAggregated: Bool = false) throws -> String {
        let entries = try addresses.enumerated().map { index, address in
            // The first has been seen last.
            ListFixture.Entry(
                address: try #require(IPAddress(address)), confidence: 90, lastSeen: 1_795_000_000_000 - UInt64(index))
        }
        let list = AddressList(of: ListFixture.snapshot(entries), filter: ListFilter())
        let format = try #require(RegisteredFormat(named: name)).format
        let text = ListText(list, as: format, isAggregated: isAggregated)
        return String(decoding: FilterPropertyTests.bytes(text), as: UTF8.self)
    }

    static let addresses = ["45.66.0.3", "2a00:1450::5", "45.66.0.2", "2a00:1450::4", "45.66.0.9"]

    @Test("Names are words, told apart, and known by them")
    func registry() {
        let names = ListFormatRegistry.all.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names { #expect(RegisteredFormat(named: name)?.format.name == name) }
        #expect(RegisteredFormat(named: "csv") == nil && RegisteredFormat.json.format.name == "json")
        #expect(RegisteredFormat.plainText.format.name == "plaintext")
    }

    @Test(
        "Text, line by line",
        arguments: [
            ("plaintext", false, "45.66.0.3 2a00:1450::5 45.66.0.2 2a00:1450::4 45.66.0.9"),
            ("plaintext", true, "45.66.0.2/31 45.66.0.9 2a00:1450::4/127"),
            ("nginx", true, "deny 45.66.0.2/31; deny 45.66.0.9; deny 2a00:1450::4/127;"),
            ("nginx", false, "deny 45.66.0.3; deny 2a00:1450::5; deny 45.66.0.2; deny 2a00:1450::4; deny 45.66.0.9;"),
        ])
    func lines(_ name: String, _ isAggregated: Bool, _ expected: String) throws {
        let text = try Self.text(Self.addresses, name, isAggregated: isAggregated)
        #expect(text.split(separator: "\n").joined(separator: " ") == expected && text.hasSuffix("\n"))
        #expect(try Self.text([], name, isAggregated: isAggregated).isEmpty)
    }

    @Test("Names of a response policy zone are the address backwards, with zz for the longest run of zeros")
    func policyZone() throws {
        let cases = [
            ("1.2.3.4", "32.4.3.2.1"), ("2001:db8:0:1::57", "128.57.zz.1.0.db8.2001"), ("2a00::", "128.zz.2a00"),
            ("2a00:0:1::", "128.zz.1.0.2a00"), ("2a00:0:0:1:0:0:0:1", "128.1.zz.1.0.0.2a00"),
            ("2a00:0:0:1:0:0:2:1", "128.1.2.0.0.1.zz.2a00"), ("2a00:1:2:3:4:5:0:7", "128.7.0.5.4.3.2.1.2a00"),
        ]
        for (address, name) in cases {
            #expect(try Self.text([address], "rpz").contains("\n\(name).rpz-ip CNAME .\n"), "\(address)")
        }
        let networks = try Self.text(["1.2.3.4", "1.2.3.5", "2a00::2", "2a00::3"], "rpz", isAggregated: true)
        #expect(networks.contains("\n31.4.3.2.1.rpz-ip CNAME .\n127.2.zz.2a00.rpz-ip CNAME .\n"))
    }

    @Test("Both families of a zone of rbldnsd have a dataset, with or without addresses")
    func datasets() throws {
        func rows(_ addresses: [String], isAggregated: Bool = false) throws -> [Substring] {
            try Self.text(addresses, "rbldnsd", isAggregated: isAggregated).split(separator: "\n")
                .filter { !$0.hasPrefix(":") }.dropFirst(2) + []
        }
        #expect(
            try rows(Self.addresses) == [
                "$DATASET ip4set:ipv4 @", "45.66.0.3", "45.66.0.2", "45.66.0.9", "$DATASET ip6trie:ipv6 @",
                "2a00:1450::5", "2a00:1450::4",
            ])
        #expect(
            try rows(Self.addresses, isAggregated: true) == [
                "$DATASET ip4trie:ipv4 @", "45.66.0.2/31", "45.66.0.9", "$DATASET ip6trie:ipv6 @", "2a00:1450::4/127",
            ])
        #expect(try rows(["2a00::1"]) == ["$DATASET ip4set:ipv4 @", "$DATASET ip6trie:ipv6 @", "2a00::1"])
        #expect(try rows([]) == ["$DATASET ip4set:ipv4 @", "$DATASET ip6trie:ipv6 @"])
    }
}
