import Foundation
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

    @Test("Both families of a zone of rbldnsd have a dataset with the test entry, with or without addresses")
    func datasets() throws {
        let test = "127.0.0.2:The test entry of this list (RFC 5782)"
        let (v4, v6) = (["127.0.0.2 :\(test)"], ["$DATASET ip6trie:ipv6 @", "::ffff:7f00:2 :\(test)"])
        let (certain, listed) = ([":127.0.0.4:Listed by Sikker: $"], [":127.0.0.2:Listed by Sikker: $"])
        func rows(_ addresses: [String], isAggregated: Bool = false) throws -> [String] {
            try Self.text(addresses, "rbldnsd", isAggregated: isAggregated).split(separator: "\n").dropFirst(2)
                .map { String($0) }
        }
        #expect(
            try rows(Self.addresses) == ["$DATASET ip4set:ipv4 @"] + v4 + certain
                + ["45.66.0.3", "45.66.0.2", "45.66.0.9"] + v6 + certain + ["2a00:1450::5", "2a00:1450::4"])
        // Of a network no more is known than what the list was asked for.
        #expect(
            try rows(Self.addresses, isAggregated: true) == ["$DATASET ip4trie:ipv4 @"] + v4 + listed
                + ["45.66.0.2/31", "45.66.0.9"] + v6 + listed + ["2a00:1450::4/127"])
        #expect(try rows(["2a00::1"]) == ["$DATASET ip4set:ipv4 @"] + v4 + v6 + certain + ["2a00::1"])
        #expect(try rows(["45.66.0.3"]) == ["$DATASET ip4set:ipv4 @"] + v4 + certain + ["45.66.0.3"] + v6)
        #expect(try rows([]) == ["$DATASET ip4set:ipv4 @"] + v4 + v6)
    }

    @Test("rbldnsd is told anew how sure an address is where that changes, whatever block it stands in")
    func levels() throws {
        let entries = (0..<3000).map { number in
            ListFixture.Entry(
                address: IPAddress(v4: 0x2d00_0000 + UInt32(number)), confidence: UInt8(100 - number / 60),
                lastSeen: 1_795_000_000_000)
        }
        let list = AddressList(of: ListFixture.snapshot(entries), filter: ListFilter(scoreMinimum: 1))
        let text = ListText(list, as: try #require(RegisteredFormat(named: "rbldnsd")).format)
        var level: Substring?
        var levels: [UInt32: Substring] = [:]
        for line in String(decoding: FilterPropertyTests.bytes(text), as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix(":") { level = line.split(separator: ":").first }
            if let address = IPAddress(String(line))?.v4 { levels[address] = level }
        }
        #expect(levels.count == entries.count)
        for entry in entries {
            let wanted = entry.confidence >= 90 ? "127.0.0.4" : entry.confidence >= 70 ? "127.0.0.3" : "127.0.0.2"
            #expect(levels[try #require(entry.address.v4)].map { String($0) } == wanted)
        }
    }

    /// A list as another program reads it, with bars for the ends of lines.
    struct Written: Sendable {
        let name: String
        var isAggregated = true
        let text: String
    }

    static let written: [Written] = [
        Written(
            name: "haproxy", isAggregated: false,
            text: "45.66.0.3 90|2a00:1450::5 90|45.66.0.2 90|2a00:1450::4 90|45.66.0.9 90"),
        Written(name: "haproxy", text: "45.66.0.2/31 50|45.66.0.9 50|2a00:1450::4/127 50"),
        Written(name: "suricata", text: "45.66.0.2/31,1,50|45.66.0.9,1,50|2a00:1450::4/127,1,50"),
        Written(
            name: "postfix",
            text: """
                45.66.0.2/31 REJECT Listed by Sikker|45.66.0.9 REJECT Listed by Sikker|\
                2a00:1450::4/127 REJECT Listed by Sikker
                """),
        Written(
            name: "caddy",
            text: """
                @sikker {|\tremote_ip 255.255.255.255|\tremote_ip 45.66.0.2/31|\tremote_ip 45.66.0.9|\
                \tremote_ip 2a00:1450::4/127|}
                """),
        Written(
            name: "traefik",
            text: """
                http:|  middlewares:|    sikker:|      plugin:|        denyip:|          ipDenyList:|\
                            - "255.255.255.255"|            - "45.66.0.2/31"|            - "45.66.0.9"|\
                            - "2a00:1450::4/127"
                """),
        Written(
            name: "mikrotik",
            text: """
                /ip firewall address-list|remove [find list=sikker]|add list=sikker address=45.66.0.2/31|\
                add list=sikker address=45.66.0.9|/ipv6 firewall address-list|remove [find list=sikker]|\
                add list=sikker address=2a00:1450::4/127
                """),
    ]

    @Test("What other programs read, by their documented grammars", arguments: written)
    func grammars(_ written: Written) throws {
        let text = try Self.text(Self.addresses, written.name, isAggregated: written.isAggregated)
        #expect(text.split(separator: "\n").joined(separator: "|") == written.text && text.hasSuffix("\n"))
    }

    @Test("Lists of programs for which nothing means everything name an address from which nothing comes")
    func empty() throws {
        for name in ["caddy", "traefik"] {
            #expect(try Self.text([], name).components(separatedBy: "255.255.255.255").count == 2)
        }
        let families = try Self.text(["2a00::1"], "mikrotik").split(separator: "\n")
        #expect(families.count == 5 && families.last == "add list=sikker address=2a00::1/128")
        // What a router holds of the other family goes all the same.
        let only4 = try Self.text(["45.66.0.3"], "mikrotik")
        #expect(only4.hasSuffix("address=45.66.0.3\n/ipv6 firewall address-list\nremove [find list=sikker]\n"))
    }
}
