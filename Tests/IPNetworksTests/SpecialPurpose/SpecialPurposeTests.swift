import IPNetworks
import Testing

@Suite("Special-purpose addresses")
struct SpecialPurposeTests {
    @Test(
        "Which block an address belongs to",
        arguments: [
            ("0.0.0.0", "This host on this network"), ("0.1.2.3", "This network"), ("10.255.255.255", "Private-Use"),
            ("100.64.0.1", "Shared Address Space"), ("127.0.0.1", "Loopback"), ("169.254.169.254", "Link Local"),
            ("172.31.255.255", "Private-Use"), ("192.0.0.1", "IPv4 Service Continuity Prefix"),
            ("192.0.0.9", "Port Control Protocol Anycast"), ("192.0.0.200", "IETF Protocol Assignments"),
            ("192.0.2.1", "Documentation (TEST-NET-1)"), ("192.88.99.1", "Deprecated (6to4 Relay Anycast)"),
            ("192.88.99.2", "6a44-relay anycast address"), ("198.19.255.255", "Benchmarking"),
            ("224.0.0.1", "Multicast"),
            ("233.252.0.1", "Documentation (MCAST-TEST-NET)"), ("250.0.0.1", "Reserved"),
            ("255.255.255.255", "Limited Broadcast"), ("::", "Unspecified Address"), ("::1", "Loopback Address"),
            ("::2", "IPv4-compatible (deprecated)"), ("64:ff9b::8.8.8.8", "IPv4-IPv6 Translation"),
            ("100::1", "Discard-Only Address Block"), ("100:0:0:1::1", "Dummy IPv6 Prefix"), ("2001::1", "TEREDO"),
            ("2001:1::3", "DNS-SD SRP Anycast"), ("2001:1::4", "IETF Protocol Assignments"),
            ("2001:2::1", "Benchmarking"),
            ("2001:2f:ffff::", "ORCHIDv2"), ("2001:db8::1", "Documentation"), ("2002::1", "6to4"),
            ("3fff:fff::", "Documentation"), ("5f00::1", "Segment Routing (SRv6) SIDs"),
            ("4000::1", "Reserved by IETF"),
            ("fd00::1", "Unique-Local"), ("fe80::1", "Link-Local Unicast"),
            ("fec0::1", "Site-Local Unicast (deprecated)"),
            ("fe00::1", "Reserved by IETF"), ("ff02::1", "Multicast"), ("::ffff:10.0.0.1", "Private-Use"),
        ])
    func entry(text: String, name: String) throws {
        #expect(SpecialPurpose.entry(for: try #require(IPAddress(text)))?.name == name)
    }

    @Test(
        "Ordinary addresses belong to none and may be listed",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255",
            "198.17.0.1",
            "198.20.0.0", "223.255.255.255", "2000::1", "2001:200::1", "2001:db7::1", "2001:db9::1", "2003::1",
            "2606:4700::1111", "3ffe::1", "3fff:1000::1",
        ])
    func ordinary(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(SpecialPurpose.entry(for: address) == nil)
        #expect(address.isListable)
    }

    @Test(
        "What may be listed besides, and what may not",
        arguments: [
            ("10.1.2.3", false), ("255.255.255.255", false), ("0.0.0.0", false), ("224.0.0.251", false),
            ("::1", false), ("::ffff:127.0.0.1", false), ("::ffff:8.8.8.8", true), ("fe80::1", false),
            ("4000::", false),
            ("64:ff9b::8.8.8.8", true), ("64:ff9b::10.0.0.1", false), ("64:ff9b::7f00:1", false),
            ("64:ff9b:1::1", false),
            ("2002:808:808::1", true), ("2002:a00:1::1", false), ("2002:7fff:ffff:ffff:ffff:ffff:ffff:ffff", false),
            ("2002:8000::", true),
            ("64:ff9b::126.255.255.255", true), ("64:ff9b::127.255.255.255", false), ("2002:ffff:ffff:ffff::", false),
            ("2001:0:808:808::f7f7:f7f7", false), ("192.175.48.1", false), ("2620:4f:8000::1", false),
        ])
    func listable(text: String, isListable: Bool) throws {
        #expect(try #require(IPAddress(text)).isListable == isListable)
    }

    @Test("Whether an address may be listed follows from its block and from what it carries", arguments: 0..<100)
    func consistency(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        for _ in 0..<100 {
            let address = addresses.address()
            let special = SpecialPurpose.entry(for: address)
            let carried = address.carriedIPv4
            let isTeredo = special?.name == "TEREDO"
            let expected = isTeredo ? false : carried.map(\.isListable) ?? (special == nil)
            #expect(address.isListable == expected, "\(address)")
        }
    }

    @Test("In 6to4 and behind NAT64 the IPv4 address decides", arguments: 0..<50)
    func carriers(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        for _ in 0..<100 {
            let block = SpecialPurpose.registry.randomElement(using: &addresses.random)?.prefix
            let v4 =
                [block?.address.v4, block?.last.v4, addresses.v4()].compactMap(\.self)
                .randomElement(using: &addresses.random) ?? 0
            let host = UInt128.random(in: 0..<(1 << 80), using: &addresses.random)
            let sixToFour = IPAddress(v6: 0x2002 << 112 | UInt128(v4) << 80 | host)
            let nat64 = IPAddress(v6: 0x64_ff9b << 96 | UInt128(v4))
            #expect(sixToFour.carriedIPv4 == IPAddress(v4: v4))
            #expect(nat64.carriedIPv4 == IPAddress(v4: v4))
            #expect(sixToFour.isListable == IPAddress(v4: v4).isListable, "\(sixToFour)")
            #expect(nat64.isListable == IPAddress(v4: v4).isListable, "\(nat64)")
        }
    }

    @Test(
        "IPv4 inside IPv6",
        arguments: [
            ("64:ff9b::192.0.2.33", "192.0.2.33"), ("2002:c000:221::1", "192.0.2.33"),
            ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "192.0.2.45"), ("64:ff9b:0:0:1::1", nil), ("64:ff9b:1::1", nil),
            ("2001:1::", nil), ("2001:db8::1", nil), ("192.0.2.33", nil), ("::192.0.2.33", nil),
        ])
    func carried(text: String, expected: String?) throws {
        #expect(try #require(IPAddress(text)).carriedIPv4?.description == expected)
    }

    @Test("The registry has no block twice and leaves nothing out")
    func registry() throws {
        let prefixes = SpecialPurpose.registry.map(\.prefix)
        #expect(Set(prefixes).count == prefixes.count)
        let unicast = try IPRange(parsing: "2000::/3")
        let all = IPAddressSet(prefixes.map(\.range) + [unicast])
        // All of IPv6, but for the mapped addresses, which are IPv4.
        #expect(Array(all.v6.blocks).count == 96)
        #expect(all.v6.addressCount == UInt128.max - (1 << 32) + 1)
        #expect(SpecialPurpose.registry.allSatisfy { $0.reference.hasPrefix("RFC ") && !$0.name.isEmpty })
        #expect(Set(SpecialPurpose.registry.map(\.use)) == Set(SpecialPurpose.Use.allCases))
        #expect(SpecialPurpose.registry.first?.description == "0.0.0.0/8 (This network, RFC 791 §3.2)")
    }

    /// The registry's own column, for the blocks in which it says yes.
    @Test("Which blocks can be reached from everywhere")
    func reach() {
        let global = SpecialPurpose.registry.filter { $0.reach == .global }.map(\.prefix.description)
        #expect(
            Set(global) == [
                "192.0.0.9/32", "192.0.0.10/32", "192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24",
                "64:ff9b::/96",
                "2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:3::/32", "2001:4:112::/48", "2001:20::/28",
                "2001:30::/28", "2620:4f:8000::/48",
            ])
    }
}
