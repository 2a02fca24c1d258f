package import Foundation

/// A list that would break a server which believed it.
package struct Poison: Sendable {
    /// What becomes of it.
    package enum Outcome: Sendable {
        /// It is not taken at all; the one before stays. The health says why, with these words.
        case refused(String)
        /// It is taken but for what must not be blocked. The log says what and why, with these words.
        case spared(String)
        /// It is taken; what cannot be used of it is said, with these words.
        case warned(String)
        /// It is harmless.
        case taken
    }

    package let name: String
    package let content: @Sendable () -> Data
    package let outcome: Outcome

    init(_ name: String, _ content: @autoclosure @escaping @Sendable () -> String, _ outcome: Outcome) {
        self.init(name, bytes: Data(content().utf8), outcome)
    }

    init(_ name: String, bytes: @autoclosure @escaping @Sendable () -> Data, _ outcome: Outcome) {
        self.name = name
        content = bytes
        self.outcome = outcome
    }

    /// What the host that meets them must not lose.
    package static let apiHost = "45.40.1.5"
    package static let resolver = "45.40.1.6"
    package static let allowed = "45.40.1.7"
    package static let sshPeer = "45.40.1.3"
    package static let gateway = "45.41.0.9"
    package static let ownPublic = "45.41.0.2"

    package static let all: [Poison] = [
        // Everything, in as many ways as there are to say it
        Poison("0/0", "0.0.0.0/0\n", .refused("holds no address that can be used")),
        Poison("::/0", "::/0\n", .refused("holds no address that can be used")),
        Poison("two halves", "0.0.0.0/1\n128.0.0.0/1\n::/1\n8000::/1\n", .refused("holds no address that can be used")),
        Poison("a range of everything", "0.0.0.0-255.255.255.255\n", .refused("holds no address that can be used")),
        Poison(
            "every /8", (0..<256).map { "\($0).0.0.0/8" }.joined(separator: "\n"),
            .refused("of all IPv4 addresses would be blocked, and at most 5.0 %")),
        Poison(
            "thousands of /19 of IPv6",
            (0..<4096).map { "\(String(0x2000 + $0 / 8, radix: 16)):\(String($0 % 8 * 0x2000, radix: 16))::/19" }
                .joined(separator: "\n"),
            .refused("of all IPv6 addresses would be blocked")),
        Poison("half of it is good", "45.40.1.1\n0.0.0.0/0\n", .warned("entries were refused, the first is")),

        // What this host lives on
        Poison("private networks", "10.0.0.0/8\n172.16.0.0/12\n192.168.0.0/16\nfd00::/8\n", .spared("RFC 1918")),
        Poison("carrier-grade NAT", "100.64.0.0/10\n", .spared("RFC 6598")),
        Poison("loopback and link", "127.0.0.0/8\n::1\n169.254.0.0/16\nfe80::/19\n", .spared("kept 127.0.0.0/8")),
        Poison("multicast", "224.0.0.0/8\nff02::1\n", .spared("kept 224.0.0.0/4")),
        Poison("its own addresses", "\(ownPublic)\n10.9.0.2\nfd09::2\n", .spared("address of this host")),
        Poison("its own network", "45.41.0.0/24\n", .spared("network of this host")),
        Poison("all around it", "45.0.0.0/8\n", .spared("kept \(ownPublic) reachable: address of this host")),
        Poison("its gateway", "\(gateway)\n", .spared("default gateway")),
        Poison("its name server", "\(resolver)\n", .spared("name server of this host")),
        Poison("the API's host", "\(apiHost)\n", .spared("which this guard asks")),
        Poison("whoever is logged in", "\(sshPeer)\n", .spared("SSH session")),
        Poison("the allowlist", "\(allowed)\n", .spared("allowlist entry")),
        Poison("the allowlist, written otherwise", "::ffff:\(allowed)\n", .spared("allowlist entry")),

        // What is no list
        Poison("a web page", "<!DOCTYPE html><html>0.0.0.0/0\n45.41.0.2</html>", .refused("a web page")),
        Poison("JSON", "{\"blocked\": [\"0.0.0.0/0\"]}", .refused("JSON")),
        Poison("gzip", bytes: Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), .refused("a compressed file")),
        Poison(
            "UTF-16", bytes: Data([0xff, 0xfe] + Array("45.41.0.2\n".utf8).flatMap { [$0, 0] }), .refused("UTF-16")),
        Poison("NULs", bytes: Data(Array("45.41.0.2\0\n".utf8)), .refused("binary")),
        Poison(
            "noise", bytes: Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ 129) | 0x80 }),
            .refused("no address that can be used")),
        Poison("nothing", bytes: Data(), .refused("is empty")),
        Poison("words", "sorry\ntry again later\n", .refused("no address that can be used")),
        Poison(
            "a line of 10 MB", bytes: Data(repeating: UInt8(ascii: "4"), count: 10 << 20),
            .refused("no address that can be used")),
        Poison(
            "numbers that are none", "1.2.3.0/-1\n45.40.1.0/33\n256.1.1.1\n45.40.1.1/4294967304\n2600::/129\n1.2.3\n",
            .refused("no address that can be used")),
        Poison("octal, or not", "045.041.000.002\r\n010.9.0.1\r\n", .refused("no address that can be used")),
        Poison("cut in the middle", "45.40.1.1\n45.41.0", .warned("no addresses")),

        // Too much of it
        Poison(
            "every address of a /12, one by one",
            bytes: Poison.lines(1 << 20) { "45.\(32 + $0 >> 16).\($0 >> 8 & 255).\($0 & 255)\n" },
            .spared("kept \(ownPublic) reachable")),
        Poison("the same line a million times", bytes: Poison.lines(1_000_000) { _ in "45.40.1.1\n" }, .taken),
    ]

    private static func lines(_ count: Int, _ line: (Int) -> String) -> Data {
        var data = Data()
        for number in 0..<count { data.append(contentsOf: line(number).utf8) }
        return data
    }
}
