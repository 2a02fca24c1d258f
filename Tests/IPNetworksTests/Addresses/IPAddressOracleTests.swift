import Glibc
import IPNetworks
import Testing

/// The C library as a second opinion. It differs on purpose in one thing: it writes addresses in `::/96` with an IPv4
/// tail, which RFC 5952 §5 asks for only where a prefix is known to carry IPv4.
@Suite("Addresses against inet_pton and inet_ntop")
struct IPAddressOracleTests {
    @Test("What we write, the C library reads as the same address", arguments: 0..<200)
    func written(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        for _ in 0..<100 {
            let v4 = IPAddress(v4: addresses.v4())
            #expect(Oracle.read(v4.description, AF_INET) == v4.networkBytes)
            let bits = addresses.v6()
            let v6 = IPAddress(v6: bits)
            let bytes = withUnsafeBytes(of: bits.bigEndian) { Array($0) }
            if !v6.isIPv4 { #expect(Oracle.read(v6.description, AF_INET6) == bytes) }
        }
    }

    @Test("What the C library writes, we read as the same address", arguments: 0..<200)
    func read(seed: Int) throws {
        var addresses = RandomAddresses(seed: seed)
        for _ in 0..<100 {
            let v4 = addresses.v4()
            #expect(try IPAddress(#require(Oracle.write(v4.bigEndian, AF_INET))) == IPAddress(v4: v4))
            let v6 = addresses.v6()
            let text = try #require(Oracle.write(v6.bigEndian, AF_INET6))
            #expect(IPAddress(text) == IPAddress(v6: v6))
            if !text.contains(".") { #expect(IPAddress(v6: v6).description == text) }
        }
    }

    @Test("Damaged texts are read or refused alike", arguments: 0..<400)
    func damaged(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        let alphabet = Array("0123456789abcdefABCDEFg:.:.:.:%/ ".utf8)
        for _ in 0..<200 {
            var text = Array(Self.spelling(using: &addresses).utf8)
            for _ in 0..<Int.random(in: 0...3, using: &addresses.random) {
                let letter = alphabet.randomElement(using: &addresses.random) ?? 0
                let place = Int.random(in: 0...text.count, using: &addresses.random)
                switch Int.random(in: 0..<3, using: &addresses.random) {
                case 0: text.insert(letter, at: place)
                case 1 where place < text.count: text.remove(at: place)
                default: if place < text.count { text[place] = letter }
                }
            }
            let string = String(decoding: text, as: UTF8.self)
            let family = string.contains(":") ? AF_INET6 : AF_INET
            let expected = Oracle.read(string, family).flatMap { IPAddress(networkBytes: $0) }
            #expect(IPAddress(string) == expected, "\(string)")
        }
    }

    /// One of the many ways to write an address.
    private static func spelling(using addresses: inout RandomAddresses) -> String {
        guard Bool.random(using: &addresses.random) else { return IPAddress(v4: addresses.v4()).description }
        let bits = addresses.v6()
        var groups = (0..<8).map { String(UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)), radix: 16) }
        if Bool.random(using: &addresses.random) {
            groups.replaceSubrange(6..., with: [IPAddress(v4: addresses.v4()).description])
        }
        if Bool.random(using: &addresses.random) {
            let start = Int.random(in: 0..<groups.count, using: &addresses.random)
            let end = Int.random(in: start..<groups.count, using: &addresses.random)
            return groups[..<start].joined(separator: ":") + "::" + groups[end...].joined(separator: ":")
        }
        return groups.joined(separator: ":")
    }
}

private enum Oracle {
    static func read(_ text: String, _ family: Int32) -> [UInt8]? {
        // inet_pton stops at a NUL, we do not.
        guard !text.utf8.contains(0) else { return nil }
        var bytes = [UInt8](repeating: 0, count: family == AF_INET ? 4 : 16)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    static func write<Bits>(_ networkOrder: Bits, _ family: Int32) -> String? {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let isWritten = withUnsafeBytes(of: networkOrder) {
            inet_ntop(family, $0.baseAddress, &text, socklen_t(text.count)) != nil
        }
        return isWritten ? String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}
