import Foundation
import IPNetworks
import Testing

@Suite("Addresses and networks as JSON")
struct CodingTests {
    @Test("They are their text", arguments: ["192.0.2.1", "2001:db8::1"])
    func address(text: String) throws {
        let address = try #require(IPAddress(text))
        let json = try JSONEncoder().encode([address])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([IPAddress].self, from: json) == [address])
    }

    @Test("Networks too", arguments: ["192.0.2.0/24", "2001:db8::/32"])
    func prefix(text: String) throws {
        let prefix = try #require(IPPrefix(text))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let json = try encoder.encode([prefix])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([IPPrefix].self, from: json) == [prefix])
    }

    @Test("Anything else is refused", arguments: ["\"192.0.2\"", "7", "null", "\"\"", "\"192.0.2.1/99\""])
    func refused(json: String) {
        let data = Data("[\(json)]".utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([IPAddress].self, from: data) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([IPPrefix].self, from: data) }
    }
}
