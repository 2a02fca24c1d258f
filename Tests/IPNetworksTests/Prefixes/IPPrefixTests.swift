import IPNetworks
import Testing

@Suite("Networks")
struct IPPrefixTests {
    @Test(
        "Texts that are networks",
        arguments: [
            ("192.0.2.0/24", "192.0.2.0/24"), ("192.0.2.77/24", "192.0.2.0/24"), ("192.0.2.77", "192.0.2.77/32"),
            ("255.255.255.255/0", "0.0.0.0/0"), ("255.255.255.255/1", "128.0.0.0/1"), ("10.0.0.1/32", "10.0.0.1/32"),
            ("2001:db8::/32", "2001:db8::/32"), ("2001:db8::1", "2001:db8::1/128"), ("::/0", "::/0"),
            ("ffff::1/1", "8000::/1"), ("2001:db8:ffff::1/33", "2001:db8:8000::/33"),
            // Mapped networks are the IPv4 ones; a larger one around them is not.
            ("::ffff:192.0.2.0/120", "192.0.2.0/24"), ("::ffff:c000:24d/120", "192.0.2.0/24"),
            ("::ffff:0:0/96", "0.0.0.0/0"), ("::ffff:0:0/95", "::fffe:0:0/95"), ("::ffff:192.0.2.1", "192.0.2.1/32"),
        ])
    func valid(text: String, canonical: String) throws {
        let prefix = try #require(IPPrefix(text))
        #expect(prefix.description == canonical)
        #expect(IPPrefix(canonical) == prefix)
        #expect(try IPPrefix(utf8: Array(text.utf8).span) == prefix)
    }

    @Test(
        "Texts that are none, and why",
        arguments: [
            ("", AddressSyntaxError.notAnAddress), ("/24", .notAnAddress), ("192.0.2/24", .notAnAddress),
            ("192.0.2.0/", .badPrefixLength), ("192.0.2.0/33", .badPrefixLength), ("192.0.2.0/-1", .badPrefixLength),
            ("192.0.2.0/024", .badPrefixLength), ("192.0.2.0/255.255.255.0", .badPrefixLength),
            ("192.0.2.0/1000", .badPrefixLength), ("192.0.2.0/ 24", .badPrefixLength),
            ("2001:db8::/129", .badPrefixLength), ("2001:db8::/x", .badPrefixLength),
            ("192.0.2.0/24 ", .trailingText), ("192.0.2.0/24/24", .trailingText), ("192.0.2.0 ", .trailingText),
            ("192.0.2.0-192.0.2.9", .trailingText), ("::1%lo", .trailingText),
        ])
    func invalid(text: String, reason: AddressSyntaxError) {
        #expect(throws: reason) { try IPPrefix(parsing: text) }
        #expect(IPPrefix(text) == nil)
    }

    @Test(
        "The strict reading refuses host bits",
        arguments: [
            ("192.0.2.0/24", true), ("192.0.2.1/24", false), ("192.0.2.1", true), ("192.0.2.1/32", true),
            ("2001:db8::/32", true), ("2001:db8::1/127", false), ("::ffff:192.0.2.0/120", true),
            ("::ffff:192.0.2.1/120", false), ("0.0.0.0/0", true), ("0.0.0.1/0", false),
        ])
    func strict(text: String, isAccepted: Bool) throws {
        #expect((try? IPPrefix(parsing: text, hostBits: .refuse)) == (isAccepted ? IPPrefix(text) : nil))
        if !isAccepted {
            #expect(throws: AddressSyntaxError.hostBitsSet) { try IPPrefix(parsing: text, hostBits: .refuse) }
        }
    }

    @Test("A length is checked against the family")
    func lengths() {
        let v4 = IPAddress(v4: 0xc000_02ff)
        #expect(IPPrefix(v4, length: 24)?.description == "192.0.2.0/24")
        #expect(IPPrefix(v4, length: 33) == nil)
        #expect(IPPrefix(v4, length: -1) == nil)
        #expect(IPPrefix(IPAddress(v6: 1), length: 128) == IPPrefix(single: IPAddress(v6: 1)))
        #expect(IPPrefix(IPAddress(v6: 1), length: 129) == nil)
    }

    @Test("First and last address, and what is inside", arguments: 0...128)
    func extent(length: Int) throws {
        var addresses = RandomAddresses(seed: length)
        for address in [IPAddress(v4: addresses.v4()), IPAddress(v6: addresses.v6())]
        where length <= address.family.width {
            let prefix = try #require(IPPrefix(address, length: length))
            let hosts = UInt128(address.family.width - length)
            let size = hosts == 128 ? UInt128.max : (UInt128(1) << hosts) - 1
            #expect(prefix.last.mapped - prefix.address.mapped == size)
            #expect(prefix.contains(address))
            #expect(prefix.contains(prefix.address))
            #expect(prefix.contains(prefix.last) || prefix.last.family != prefix.family)
            #expect(prefix.contains(prefix))
            if length > 0 {
                let wider = try #require(IPPrefix(address, length: length - 1))
                #expect(wider.contains(prefix))
                #expect(!prefix.contains(wider))
                #expect(wider < prefix || prefix.address < wider.address)
            }
        }
    }

    @Test("A network never holds an address of the other family")
    func families() throws {
        let everything4 = try #require(IPPrefix("0.0.0.0/0"))
        let everything6 = try #require(IPPrefix("::/0"))
        #expect(!everything4.contains(IPAddress(v6: 1)))
        #expect(!everything6.contains(IPAddress(v4: 1)))
        #expect(!everything6.contains(everything4))
    }

    @Test("Order: by address, the larger network first")
    func order() {
        let sorted = ["0.0.0.0/0", "0.0.0.0/8", "10.0.0.0/8", "10.0.0.0/24", "10.0.0.0/32", "10.0.0.1/32"]
        #expect(sorted.reversed().compactMap { IPPrefix($0) }.sorted().map(\.description) == sorted)
    }
}
