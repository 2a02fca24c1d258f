import IPNetworks
import Testing

/// The table against a walk over all prefixes.
@Suite("Longest prefix")
struct PrefixTableTests {
    @Test("Random prefixes that nest, repeat and touch", arguments: 0..<15)
    func againstNaive(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        let entries = (0..<[1, 3, 30, 300, 1_000][seed % 5]).map { index in
            (prefix: Self.prefix(using: &addresses), value: index)
        }
        let table = PrefixTable(entries)
        for _ in 0..<200 {
            let near = entries.randomElement(using: &addresses.random)?.prefix
            let address =
                switch Int.random(in: 0..<4, using: &addresses.random) {
                case 0: near?.address ?? addresses.address()
                case 1: near?.last ?? addresses.address()
                case 2: near.map { IPAddress(v6: $0.last.mapped &+ 1) } ?? addresses.address()
                default: addresses.address()
                }
            #expect(table.value(for: address) == Self.naive(entries, address), "\(address)")
        }
    }

    private static func prefix(using addresses: inout RandomAddresses) -> IPPrefix {
        let address = addresses.address()
        let length = Int.random(in: 0...address.family.width, using: &addresses.random)
        return IPPrefix(address, length: length) ?? IPPrefix(single: address)
    }

    private static func naive(_ entries: [(prefix: IPPrefix, value: Int)], _ address: IPAddress) -> Int? {
        entries.filter { $0.prefix.contains(address) }
            .max { ($0.prefix.length, $0.value) < ($1.prefix.length, $1.value) }?.value
    }

    @Test("Many prefixes crowded into few places", arguments: [50, 5_000, 20_000])
    func crowded(count: Int) {
        var random = SeededGenerator(seed: count)
        let crowds: [UInt64] = [0x2001_0db8_0000_0000, 0x2a00_0000_0000_0000, 0x2a02_1234_5678_0000]
        let entries = (0..<count).map { value in
            let upper = (crowds.randomElement(using: &random) ?? 0) | random.next() & 0xffff
            let address = IPAddress(v6: UInt128(upper) << 64 | UInt128(random.next()))
            let length = value % 7 == 0 ? 128 : 64
            return (prefix: IPPrefix(address, length: length) ?? IPPrefix(single: address), value: value)
        }
        let table = PrefixTable(entries)
        let last = Dictionary(entries.map { ($0.prefix, $0.value) }) { $1 }
        for entry in entries.prefix(3_000) {
            let address = entry.prefix.address
            let expected = last[IPPrefix(single: address)] ?? IPPrefix(address, length: 64).flatMap { last[$0] }
            #expect(table.value(for: address) == expected)
        }
    }

    @Test("The ends of both spaces, and what is beside a prefix")
    func edges() throws {
        let texts = ["0.0.0.0/32", "255.255.255.255/32", "10.0.0.0/8", "10.1.0.0/16", "::/128", "ffff::/16", "::2/127"]
        let table = PrefixTable(try texts.map { (prefix: try #require(IPPrefix($0)), value: $0) })
        let cases: [(String, String?)] = [
            ("0.0.0.0", "0.0.0.0/32"), ("0.0.0.1", nil), ("255.255.255.255", "255.255.255.255/32"),
            ("255.255.255.254", nil), ("9.255.255.255", nil), ("10.0.0.0", "10.0.0.0/8"),
            ("10.0.255.255", "10.0.0.0/8"),
            ("10.1.0.0", "10.1.0.0/16"), ("10.1.255.255", "10.1.0.0/16"), ("10.2.0.0", "10.0.0.0/8"), ("11.0.0.0", nil),
            ("::", "::/128"), ("::1", nil), ("::3", "::2/127"), ("::4", nil),
            ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff::/16"), ("fffe::", nil),
        ]
        for (address, expected) in cases {
            #expect(table.value(for: try #require(IPAddress(address))) == expected, "\(address)")
        }
    }

    @Test("Nothing in, nothing out; everything in, everything found")
    func extremes() throws {
        #expect(PrefixTable<Int>([]).value(for: IPAddress(v4: 0)) == nil)
        #expect(PrefixTable<Int>([]).value(for: IPAddress(v6: .max)) == nil)
        let all = PrefixTable([
            (prefix: try #require(IPPrefix("0.0.0.0/0")), value: 4), (prefix: try #require(IPPrefix("::/0")), value: 6),
        ])
        #expect(all.value(for: IPAddress(v4: .max)) == 4)
        #expect(all.value(for: IPAddress(v6: .max)) == 6)
    }
}
