import IPNetworks
import Testing

@testable import ThreatAPI

@Suite("Identifiers of indicators")
struct IndicatorNamesTests {
    static let names = IndicatorNames(key: Array(0..<32))

    /// Computed with Python's hmac over the 16 bytes of the mapped address.
    @Test(
        "They are the beginning of HMAC-SHA256, with version and variant",
        arguments: [
            ("1.2.3.4", "cd3c5176-13e8-40c7-8f72-849430bbc667"),
            ("2001:db8::1", "df134d4f-4e18-4c9f-9790-6d62fb0fc7f4"),
        ])
    func version(_ text: String, _ expected: String) throws {
        let address = try #require(IPAddress(text))
        let identifier = Self.names.indicator(address)
        #expect(identifier.text == "indicator--\(expected)")
        let uuid = Array(identifier.text.dropFirst("indicator--".count))
        #expect(uuid.count == 36 && uuid[14] == "4" && "89ab".contains(uuid[19]))
        #expect(STIXIdentifier(identifier.text) == identifier)
        var json = JSONWriter()
        json.identifier(identifier)
        #expect(String(decoding: json.bytes, as: UTF8.self) == "\"\(identifier.text)\"")
    }

    @Test("The same key gives the same ids, another key others")
    func stability() {
        let again = IndicatorNames(key: Array(0..<32))
        let other = IndicatorNames(key: Array(1..<33))
        let addresses = (0..<1000).map { IPAddress(v4: UInt32($0) << 12) }
        #expect(addresses.allSatisfy { Self.names.indicator($0) == again.indicator($0) })
        #expect(addresses.allSatisfy { Self.names.indicator($0) != other.indicator($0) })
        #expect(Set(addresses.map { Self.names.indicator($0) }).count == 1000)
        #expect(Self.names.identity == again.identity && Self.names.identity != other.identity)
        // One bit of the address changes half the bits of the id.
        let (a, b) = (Self.names.indicator(addresses[0]).bits, Self.names.indicator(addresses[1]).bits)
        #expect((30...92).contains((a ^ b).nonzeroBitCount))
    }

    @Test(
        "What is no id of ours is none",
        arguments: [
            "", "indicator", "indicator--", "indicator--x", "malware--00000000-0000-4000-8000-000000000000",
            "00000000-0000-4000-8000-000000000000",
        ])
    func noIdentifier(_ text: String) { #expect(STIXIdentifier(text) == nil) }

    @Test("A directory finds every address by its id, through changes", arguments: 0..<4 as Range<UInt64>)
    func directory(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var world = TAXIIWorld()
        var directory: IndicatorDirectory?
        for _ in 0..<6 {
            for _ in 0..<80 { world.change(&generator) }
            let snapshot = world.snapshot()
            let next = IndicatorDirectory(of: snapshot, names: Self.names, previous: directory)
            directory = next
            for address in world.records.keys {
                #expect(next.address(of: Self.names.indicator(address)) == address)
            }
            for address in world.gone { #expect(next.address(of: Self.names.indicator(address)) == nil) }
            #expect(next.address(of: Self.names.identity) == nil)
        }
    }
}
