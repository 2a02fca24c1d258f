import IPNetworks
import Testing

@testable import Dashboard

/// What people type, or paste from a log.
@Suite struct AddressQueryTests {
    @Test(arguments: [
        "45.40.0.1", " 45.40.0.1 ", "45.40.0.1:22", "[45.40.0.1]", "[45.40.0.1]:443", "45.40.0.1/32", "\"45.40.0.1\",",
        "::ffff:45.40.0.1", "<45.40.0.1>", "45.40.0.1-45.40.0.1", "45.40. 0.1",
    ]) func isTheAddress(_ text: String) throws {
        #expect(AddressQuery(text) == .address(try #require(IPAddress("45.40.0.1"))))
    }

    @Test(arguments: ["2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:443", "2001:0db8::0001", "2001:DB8::1/128"])
    func isTheSixth(_ text: String) throws {
        #expect(AddressQuery(text) == .address(try #require(IPAddress("2001:db8::1"))))
    }

    @Test(arguments: ["45.40.0.0/24", "2001:db8::/32", "45.40.0.1-45.40.0.9", " 0.0.0.0/0"])
    func isANetwork(_ text: String) throws {
        let range = try #require(IPRange(text.filter { $0 != " " }))
        #expect(AddressQuery(text) == .network(range))
    }

    @Test(arguments: [
        "example.org", "45.40.0", "45.40.0.256", "[45.40.0.1", "45.40.0.1:99999", "[::1]x", "::1:", "a", "1/2/3", "[]",
        "[]:1", ":", "\u{202e}1.2.3.4", String(repeating: "9", count: 256),
    ]) func isNeither(_ text: String) { #expect(AddressQuery(text) == .unknown) }

    @Test(arguments: [nil, "", "  ", "\"\"", "\n"]) func isNothing(_ text: String?) {
        #expect(AddressQuery(text) == .nothing)
    }
}
