import IPNetworks
import Testing

@testable import Netlink

@Suite struct IPHeaderTests {
    private func parse(_ bytes: [UInt8]) -> IPHeader? { bytes.withUnsafeBytes { IPHeader($0) } }

    private static func v4(transport: UInt8 = 6, fragment: [UInt8] = [0, 0], options: Int = 0) -> [UInt8] {
        [UInt8(0x45 + options), 0, 0, 60, 0, 1] + fragment + [64, transport, 0, 0, 192, 0, 2, 7, 198, 51, 100, 9]
            + [UInt8](repeating: 1, count: 4 * options)
    }

    private static func v6(next: UInt8 = 6) -> [UInt8] {
        [0x60, 0, 0, 0, 0, 32, next, 64, 0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [7]
            + [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [9]
    }

    private static let ports: [UInt8] = [0x9c, 0x40, 0, 22]

    @Test func ipv4() throws {
        let header = try #require(parse(Self.v4() + Self.ports))
        #expect(header.source == IPAddress("192.0.2.7"))
        #expect(header.destination == IPAddress("198.51.100.9"))
        #expect(header.transport == 6)
        #expect(header.sourcePort == 40_000)
        #expect(header.destinationPort == 22)
        #expect(header.length == 60)
    }

    @Test func ipv6() throws {
        let header = try #require(parse(Self.v6(next: 17) + Self.ports))
        #expect(header.source == IPAddress("2001:db8::7"))
        #expect(header.destination == IPAddress("2001:db8::9"))
        #expect(header.transport == 17)
        #expect(header.destinationPort == 22)
        #expect(header.length == 72)
    }

    @Test(
        arguments: [
            ("options of IPv4", v4(options: 3) + ports, 6, 22),
            ("ICMP has no ports", v4(transport: 1) + ports, 1, 0),
            ("the copy ends before the ports", v4() + [0x9c], 6, 0),
            ("a later fragment", v4(fragment: [0x20, 5]) + ports, 6, 0),
            ("the first fragment", v4(fragment: [0x20, 0]) + ports, 6, 22),
            ("hop-by-hop options", v6(next: 0) + [6, 0, 0, 0, 0, 0, 0, 0] + ports, 6, 22),
            (
                "two extension headers",
                v6(next: 60) + [43, 0, 0, 0, 0, 0, 0, 0] + [17, 0] + [0, 0, 0, 0, 0, 0] + ports, 17, 22
            ),
            ("the first fragment of IPv6", v6(next: 44) + [6, 0, 0, 1, 0, 0, 0, 0] + ports, 6, 22),
            ("a later fragment of IPv6", v6(next: 44) + [6, 0, 0, 8, 0, 0, 0, 0] + ports, 6, 0),
            ("authentication", v6(next: 51) + [6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + ports, 6, 22),
            ("an extension header cut off", v6(next: 0), 0, 0),
        ] as [(String, [UInt8], UInt8, UInt16)])
    func transports(_ what: String, _ bytes: [UInt8], _ transport: UInt8, _ port: UInt16) throws {
        let header = try #require(parse(bytes))
        #expect(header.transport == transport)
        #expect(header.destinationPort == port)
    }

    /// A chain of extension headers without end is followed so far and no further.
    @Test func endlessChain() throws {
        let header = try #require(parse(Self.v6(next: 0) + [UInt8](repeating: 0, count: 8 * 100)))
        #expect(header.transport == 0)
        #expect(header.destinationPort == 0)
    }

    @Test(arguments: [[], [0x45], [0x10], Array(v4().dropLast()), Array(v6().dropLast())] as [[UInt8]])
    func noHeader(_ bytes: [UInt8]) {
        #expect(parse(bytes) == nil)
    }
}
