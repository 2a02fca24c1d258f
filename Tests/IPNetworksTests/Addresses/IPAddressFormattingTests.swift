import IPNetworks
import Testing

@Suite("Writing addresses")
struct IPAddressFormattingTests {
    @Test(
        "RFC 5952",
        arguments: [
            // §4.1 no leading zeros, §4.2.1 as short as possible, §4.2.2 not for one group, §4.2.3 the longest run, the
            // first of equals, §4.3 lower case.
            ("2001:0db8::0001", "2001:db8::1"), ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
            ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:DB8::AbCd", "2001:db8::abcd"),
            ("0:0:1:0:0:1:0:0", "::1:0:0:1:0:0"), ("1:0:0:0:0:0:0:0", "1::"), ("0:0:0:0:0:0:0:0", "::"),
            ("0:1:0:1:0:1:0:1", "0:1:0:1:0:1:0:1"), ("1:0:0:2:0:0:0:0", "1:0:0:2::"),
            ("100:20:3:4000:a0:b00:c000:d", "100:20:3:4000:a0:b00:c000:d"),
        ])
    func rfc5952(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test("Every octet is written as it is", arguments: 0..<256)
    func octets(value: Int) {
        let octet = UInt32(value)
        let address = IPAddress(v4: octet << 24 | octet << 16 | octet << 8 | octet)
        #expect(address.description == "\(value).\(value).\(value).\(value)")
    }

    @Test("Writing into memory leaves the rest alone")
    func intoMemory() throws {
        let address = try #require(IPAddress("2001:db8::7"))
        var memory = [UInt8](repeating: 0x2a, count: 50)
        var position = 5
        var span = memory.mutableSpan
        address.write(to: &span, at: &position)
        #expect(position == 16)
        #expect(memory[5..<16].elementsEqual("2001:db8::7".utf8))
        #expect(memory[..<5].allSatisfy { $0 == 0x2a })
        #expect(memory[16...].allSatisfy { $0 == 0x2a })
        #expect(memory.withUnsafeMutableBufferPointer { IPAddress(v4: .max).write(into: $0) } == 15)
        #expect(memory[..<15].elementsEqual("255.255.255.255".utf8))
    }

    @Test("The longest texts are as long as they are said to be")
    func longest() {
        #expect(IPAddress(v4: .max).description.utf8.count == UInt32.longestText)
        #expect(IPAddress(v6: .max).description.utf8.count == UInt128.longestText)
        #expect(IPAddress.maximumTextLength == UInt128.longestText)
        #expect("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".utf8.count == IPAddress.longestText)
    }
}
