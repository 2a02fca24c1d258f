import IPNetworks
import Testing

@Suite("Ranges")
struct IPRangeTests {
    @Test(
        "Texts that are ranges",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("192.0.2.0/24", "192.0.2.0/24"), ("192.0.2.9/24", "192.0.2.0/24"),
            ("192.0.2.1-192.0.2.1", "192.0.2.1"), ("192.0.2.0-192.0.2.255", "192.0.2.0/24"),
            ("192.0.2.1-192.0.2.9", "192.0.2.1-192.0.2.9"), ("192.0.2.1 - 192.0.2.9", "192.0.2.1-192.0.2.9"),
            ("192.0.2.1\t-\t192.0.2.9", "192.0.2.1-192.0.2.9"), ("0.0.0.0-255.255.255.255", "0.0.0.0/0"),
            ("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0"), ("2001:db8::-2001:db8::ff", "2001:db8::/120"),
            ("2001:db8::1-2001:db8::3", "2001:db8::1-2001:db8::3"),
            ("::ffff:192.0.2.1-192.0.2.9", "192.0.2.1-192.0.2.9"),
            ("::ffff:192.0.2.1-::ffff:192.0.2.9", "192.0.2.1-192.0.2.9"), ("::ffff:0:0/96", "0.0.0.0/0"),
        ])
    func valid(text: String, canonical: String) throws {
        let range = try IPRange(parsing: text)
        #expect(range.description == canonical)
        #expect(IPRange(canonical) == range)
    }

    @Test(
        "Texts that are none, and why",
        arguments: [
            ("", AddressSyntaxError.notAnAddress), ("-192.0.2.1", .notAnAddress), ("192.0.2.1-", .noEndOfRange),
            ("192.0.2.1-9", .noEndOfRange), ("192.0.2.1 - x", .noEndOfRange), ("192.0.2.9-192.0.2.1", .reversedRange),
            ("192.0.2.1-2001:db8::", .mixedFamilies), ("::-::ffff:192.0.2.1", .mixedFamilies),
            ("192.0.2.1-192.0.2.9-", .trailingText), ("192.0.2.1-192.0.2.9/24", .trailingText),
            ("192.0.2.0/24-192.0.2.9", .trailingText), ("192.0.2.1 192.0.2.9", .trailingText),
            ("192.0.2.1/99", .badPrefixLength),
        ])
    func invalid(text: String, reason: AddressSyntaxError) {
        #expect(throws: reason) { try IPRange(parsing: text) }
        #expect(IPRange(text) == nil)
    }

    @Test(
        "Breadth is the length of the prefix that is as large",
        arguments: [
            ("192.0.2.1", 32), ("192.0.2.0/24", 24), ("0.0.0.0/0", 0), ("10.0.0.0/8", 8),
            ("10.0.0.0-11.0.0.0", 7), ("10.0.0.1-11.0.0.0", 8), ("::1", 128), ("2001:db8::/32", 32), ("::/0", 0),
            ("1.0.0.0-1.0.1.0", 23),
        ])
    func breadth(text: String, expected: Int) throws {
        #expect(try IPRange(parsing: text).breadth == expected)
    }

    @Test("Membership, ends included")
    func membership() throws {
        let range = try IPRange(parsing: "192.0.2.1-192.0.2.9")
        #expect(range.family == .v4)
        #expect(!range.contains(IPAddress(v4: 0xc000_0200)))
        #expect(range.contains(IPAddress(v4: 0xc000_0201)))
        #expect(range.contains(IPAddress(v4: 0xc000_0209)))
        #expect(!range.contains(IPAddress(v4: 0xc000_020a)))
        let everything = try IPRange(parsing: "::/0")
        #expect(everything.family == .v6)
        #expect(everything.contains(IPAddress(v6: .max)))
        #expect(!everything.contains(IPAddress(v4: 0)))
        #expect(IPRange(IPAddress(v4: 7)).contains(IPAddress(v4: 7)))
        #expect(IPRange(IPAddress(v6: 7)).contains(IPAddress(v6: 7)))
    }

    @Test("Every reason is one sentence", arguments: AddressSyntaxError.allCases)
    func sentences(error: AddressSyntaxError) {
        #expect(error.description.hasSuffix("."))
        #expect(error.description.contains(":"))
    }
}
