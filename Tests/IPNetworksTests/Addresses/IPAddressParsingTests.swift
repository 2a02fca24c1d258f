import IPNetworks
import Testing

@Suite("Parsing addresses")
struct IPAddressParsingTests {
    @Test(
        "Texts that are addresses",
        arguments: [
            ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("192.0.2.1", "192.0.2.1"),
            ("1.20.199.0", "1.20.199.0"), ("::", "::"), ("::1", "::1"), ("1::", "1::"),
            ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1::3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
            ("0001:0002::0abc", "1:2::abc"), ("::192.0.2.1", "::c000:201"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
            ("1::2:3:4:5:1.2.3.4", "1:0:2:3:4:5:102:304"), ("::ffff:192.0.2.1", "192.0.2.1"),
            ("::ffff:c000:201", "192.0.2.1"), ("0:0:0:0:0:FFFF:129.144.52.38", "129.144.52.38"),
            ("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ])
    func valid(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
    }

    @Test(
        "Texts that are none",
        arguments: [
            "", " ", ".", ":", "1", "1.2", "1.2.3", "1.2.3.", ".1.2.3", "1.2.3.4.", "1.2.3.4.5", "1..2.3", "1.2.3.256",
            "1.2.3.999", "1.2.3.1000", "01.2.3.4", "1.02.3.4", "1.2.3.04", "00.0.0.0", "1.2.3.4 ", " 1.2.3.4",
            "1.2.3.4/32", "1.2.3.4:80", "1,2,3,4", "0x1.2.3.4", "1.2.3.-4", "+1.2.3.4", "1.2.3.4\n", "1.2.3.٤",
            "3232235777", "a.b.c.d", ":1", "1:", ":::", "1:::2", "::1::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:",
            "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1::2:3:4:5:6:7:8", "12345::", "::12345",
            "::g", "g::", "::1%eth0", "fe80::1%1", "[::1]", "::1/128", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3",
            "::1.2.3.4.5",
            "::1.2.3.256", "::01.2.3.4", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:1.2.3.4", "1:2:3:4:5:6:7::1.2.3.4",
            "::ffff:1.2.3.4 ", "2001:db8::\0", "：：1",
        ])
    func invalid(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("An IPv4-mapped address is the IPv4 address, in every spelling")
    func mapped() throws {
        let address = IPAddress(v4: 0xc000_0201)
        #expect(IPAddress("::ffff:192.0.2.1") == address)
        #expect(IPAddress("::FFFF:C000:0201") == address)
        #expect(IPAddress(v6: 0xffff_c000_0201) == address)
        #expect(address.isIPv4)
        #expect(address.family == .v4)
        #expect(address.v4 == 0xc000_0201)
        #expect(address.mapped == 0xffff_c000_0201)
        #expect(IPAddress("::fffe:192.0.2.1")?.family == .v6)
    }

    @Test("All ways in agree")
    func waysIn() throws {
        let text = "2001:db8::7"
        let expected = try #require(IPAddress(text))
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { IPAddress(utf8: $0) } == expected)
        #expect(IPAddress(utf8: bytes.span) == expected)
        #expect(IPAddress(utf8: text.utf8) == expected)
        #expect(IPAddress(utf8: text.utf8.lazy.map { $0 }) == expected)
        #expect(IPAddress(utf8: [UInt8](repeating: UInt8(ascii: "0"), count: 1_000_000)) == nil)
    }

    @Test("Network bytes go round", arguments: 0..<50)
    func networkBytes(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        let address = addresses.address()
        #expect(address.networkBytes.count == address.family.width / 8)
        #expect(IPAddress(networkBytes: address.networkBytes) == address)
        #expect(IPAddress(networkBytes: address.networkBytes.dropLast()) == nil)
    }

    @Test("Order is numeric within a family", arguments: 0..<50)
    func order(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        let (a, b) = (addresses.v4(), addresses.v4())
        #expect((IPAddress(v4: a) < IPAddress(v4: b)) == (a < b))
        let (c, d) = (addresses.v6(), addresses.v6())
        #expect((IPAddress(v6: c) < IPAddress(v6: d)) == (c < d))
    }
}
