import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("The PROXY protocol's header")
struct ProxyHeaderTests {
    static func read(_ bytes: [UInt8]) -> ProxyHeader.Reading { bytes.withUnsafeBytes { ProxyHeader.read($0) } }

    static func read(_ text: String) -> ProxyHeader.Reading { read(Array(text.utf8)) }

    static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10]

    /// A header of version 2.
    static func binary(command: UInt8 = 0x21, family: UInt8 = 0x11, _ rest: [UInt8]) -> [UInt8] {
        signature + [command, family, UInt8(rest.count >> 8), UInt8(rest.count & 0xff)] + rest
    }

    static let addresses4: [UInt8] = [203, 0, 113, 9, 192, 0, 2, 1, 0xdc, 4, 0, 80]
    static let addresses6: [UInt8] =
        [0x2a, 0] + [UInt8](repeating: 0, count: 13) + [5] + [UInt8](repeating: 1, count: 16) + [1, 2, 3, 4]

    @Test(
        "Version 1",
        arguments: [
            ("PROXY TCP4 203.0.113.9 192.0.2.1 56324 443\r\n", "203.0.113.9"),
            ("PROXY TCP6 2a00::5 2a00::6 0 65535\r\n", "2a00::5"),
            ("PROXY UNKNOWN\r\n", nil), ("PROXY UNKNOWN ffff::1 whatever it says 1 2\r\n", nil),
        ])
    func text(_ line: String, _ source: String?) {
        let header = ProxyHeader(source: source.flatMap { IPAddress($0) }, length: line.utf8.count)
        #expect(Self.read(line) == .header(header))
        #expect(Self.read(line + "GET / HTTP/1.1\r\n") == .header(header))
        for length in 0..<line.utf8.count { #expect(Self.read(Array(line.utf8.prefix(length))) == .incomplete) }
    }

    @Test(
        "What is none, or none that can be trusted",
        arguments: [
            "GET / HTTP/1.1\r\n", "PROXYTCP4", "proxy TCP4 203.0.113.9 192.0.2.1 1 2\r\n", "PROXY\r\n", "PROXY \r\n",
            "PROXY TCP4 203.0.113.9 192.0.2.1 1 2\n", "PROXY TCP4 203.0.113.9 192.0.2.1 1\r\n",
            "PROXY TCP4 203.0.113.9 192.0.2.1 1 2 3\r\n", "PROXY TCP4  203.0.113.9 192.0.2.1 1 2\r\n",
            "PROXY TCP4 203.0.113.9 192.0.2.1 1 65536\r\n", "PROXY TCP4 203.0.113.9 192.0.2.1 01 2\r\n",
            "PROXY TCP4 203.0.113.9 192.0.2.1 -1 2\r\n", "PROXY TCP4 203.0.113.9 192.0.2.1 1 \r\n",
            "PROXY TCP4 2a00::5 2a00::6 1 2\r\n", "PROXY TCP6 203.0.113.9 192.0.2.1 1 2\r\n",
            "PROXY TCP4 203.0.113.9 2a00::6 1 2\r\n", "PROXY TCP4 203.0.113 192.0.2.1 1 2\r\n",
            "PROXY UDP4 203.0.113.9 192.0.2.1 1 2\r\n", "PROXY TCP4 203.0.113.9 192.0.2.1 1 2 \r\n",
            "PROXY UNKNOWN " + String(repeating: "x", count: 100) + "\r\n",
        ])
    func invalidText(_ line: String) {
        #expect(Self.read(line) == .invalid)
    }

    @Test("Version 2")
    func binary() throws {
        let four = Self.binary(Self.addresses4)
        #expect(Self.read(four) == .header(ProxyHeader(source: IPAddress("203.0.113.9"), length: 28)))
        let six = Self.binary(family: 0x21, Self.addresses6)
        #expect(Self.read(six) == .header(ProxyHeader(source: IPAddress("2a00::5"), length: 52)))
        for header in [four, six] {
            for length in 0..<header.count { #expect(Self.read(Array(header.prefix(length))) == .incomplete) }
        }
        // The balancer's own connection, whatever it says of addresses.
        let local = Self.binary(command: 0x20, family: 0xff, [1, 2, 3])
        #expect(Self.read(local) == .header(ProxyHeader(source: nil, length: 19)))
        #expect(Self.read(Self.binary(family: 0, [9, 9])) == .header(ProxyHeader(source: nil, length: 18)))
        let unix = Self.binary(family: 0x31, [UInt8](repeating: 65, count: 216))
        #expect(Self.read(unix) == .header(ProxyHeader(source: nil, length: 232)))
    }

    @Test("Version 2, damaged or of another kind")
    func invalidBinary() {
        #expect(Self.read(Self.binary(command: 0x11, Self.addresses4)) == .invalid)
        #expect(Self.read(Self.binary(command: 0x22, Self.addresses4)) == .invalid)
        #expect(Self.read(Self.binary(family: 0x12, Self.addresses4)) == .invalid)
        #expect(Self.read(Self.binary(family: 0x41, Self.addresses4)) == .invalid)
        #expect(Self.read(Self.binary(family: 0x21, Self.addresses4)) == .invalid)
        #expect(Self.read(Self.binary(Array(Self.addresses4.dropLast()))) == .invalid)
        #expect(Self.read(Array(Self.signature.dropLast()) + [11]) == .invalid)
        // Longer than any balancer's: refused by its length, before it is waited for.
        #expect(Self.read(Self.signature + [0x21, 0x11, 0x10, 0]) == .invalid)
    }

    @Test("Extensions fill the header exactly, and their checksum is right")
    func extensions() {
        let authority: [UInt8] = [2, 0, 3] + Array("a.b".utf8)
        #expect(Self.read(Self.binary(Self.addresses4 + authority)) != .invalid)
        #expect(Self.read(Self.binary(Self.addresses4 + authority.dropLast())) == .invalid)
        #expect(Self.read(Self.binary(Self.addresses4 + [2, 0])) == .invalid)
        #expect(Self.read(Self.binary(Self.addresses4 + [2, 0xff, 0xff])) == .invalid)
        #expect(Self.read(Self.binary(Self.addresses4 + [3, 0, 2, 1, 1])) == .invalid)
        var header = Self.binary(Self.addresses4 + authority + [3, 0, 4, 0, 0, 0, 0] + authority)
        let place = 28 + authority.count + 3
        let sum = CRC32C.of(header.span)
        for index in 0..<4 { header[place + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index)) }
        #expect(Self.read(header) == .header(ProxyHeader(source: IPAddress("203.0.113.9"), length: header.count)))
        header[17] ^= 1
        #expect(Self.read(header) == .invalid)
    }

    @Test("Whatever bytes come", arguments: 0..<20 as Range<UInt64>)
    func fuzz(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let corpus = [
            Array("PROXY TCP4 203.0.113.9 192.0.2.1 56324 443\r\nGET".utf8),
            Self.binary(Self.addresses4 + [2, 0, 1, 9]),
            Self.binary(family: 0x21, Self.addresses6), Self.binary(command: 0x20, family: 0, []),
        ]
        for bytes in corpus {
            for _ in 0..<1000 {
                let mutated = Mutation.apply(to: bytes, using: &generator)
                guard case .header(let header) = Self.read(mutated) else { continue }
                #expect((15...mutated.count).contains(header.length))
                #expect(header.length <= ProxyHeader.maximumBinaryLength)
                // What follows never changes what was read.
                #expect(Self.read(mutated + [0]) == .header(header))
            }
        }
    }
}
