import IPNetworks
import Testing

@testable import ThreatAPI

@Suite("Names and places of the DNS list")
struct DNSNameTests {
    @Test("Names are read as people write them")
    func names() throws {
        for (text, wanted) in [
            ("bl.example.org", "bl.example.org"), ("BL.Example.org.", "bl.example.org"), ("_a-b.c9", "_a-b.c9"),
            (String(repeating: "a.", count: 126) + "b", String(repeating: "a.", count: 126) + "b"),
        ] {
            let name = try #require(DNSName(text))
            #expect(name.description == wanted && name.wire.count == wanted.utf8.count + 2)
            #expect(DNSName(name.description) == name)
        }
        let long = String(repeating: "a", count: 64)
        for text in [
            "", ".", "a..b", ".a", "a b", "ä.de", long + ".org", String(repeating: "a.", count: 127) + "b", "a\0b",
        ] {
            #expect(DNSName(text) == nil, "\(text)")
        }
        #expect(DNSName(long.dropLast() + ".org") != nil)
    }

    @Test("A name is within itself and what is above it, by whole labels")
    func within() throws {
        let zone = try #require(DNSName("bl.example.org"))
        for (text, isWithin) in [
            ("bl.example.org", true), ("ns.BL.example.org", true), ("xbl.example.org", false), ("example.org", false),
            ("org", false), ("2bl.example.org", false),
        ] {
            #expect(DNSName(text)?.isWithin(zone) == isWithin, "\(text)")
        }
        // Bytes that only look like the zone: a label that ends in its first length and letters.
        #expect(DNSName("a.bl.example.org.x")?.isWithin(zone) == false)
        #expect(DNSBLConfiguration.isUsable(zone))
        let longest = try #require(DNSName(String(repeating: "a.", count: 94) + "b"))
        #expect(longest.wire.count == 191 && DNSBLConfiguration.isUsable(longest))
        #expect(!DNSBLConfiguration.isUsable(try #require(DNSName("c." + longest.description))))
    }

    @Test("Places are an address and a port")
    func places() throws {
        for text in ["127.0.0.1:0", "[::1]:53", "0.0.0.0:65535", "[2001:db8::1]:5300"] {
            #expect(DNSBLPlace(text)?.description == text)
        }
        for text in ["", "127.0.0.1", "localhost:53", "::1:53", "[127.0.0.1]:53", "127.0.0.1:65536", "[::1]", ":53"] {
            #expect(DNSBLPlace(text) == nil, "\(text)")
        }
    }

    @Test("Confidences that are surer are never told by a lower number")
    func levels() {
        let levels = (0...100).map { DNSBLLevel(confidence: $0).rawValue }
        #expect(levels == levels.sorted() && Set(levels) == [2, 3, 4])
        #expect((levels[69], levels[70], levels[89], levels[90]) == (2, 3, 3, 4))
        for level in DNSBLLevel.allCases { #expect("\(IPAddress(v4: level.address))" == "\(level.text)") }
    }
}
