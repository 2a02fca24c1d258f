import Foundation
import IPNetworks
import TestHosts

/// Addresses to block, as files: for us the numbers themselves, for others in their languages.
struct BlockedAddresses {
    let addresses: [UInt32]
    let networks: [ClosedRange<UInt32>]

    /// Random ones, and networks of 4 to 4096 addresses that hold none of them.
    init(addresses count: Int, networks networkCount: Int = 0, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func address() -> UInt32 { UInt32.random(in: 11 << 24..<100 << 24, using: &random) }
        var networks: [UInt32: ClosedRange<UInt32>] = [:]
        while networks.count < networkCount {
            // One in each region of 4096 at most, so that no two meet.
            let length = UInt32.random(in: 20...30, using: &random)
            let first = address() & ~(UInt32.max >> length)
            networks[first >> 12] = first...first | UInt32.max >> length
        }
        var addresses: Set<UInt32> = []
        while addresses.count < count {
            let address = address()
            if networks[address >> 12]?.contains(address) != true { addresses.insert(address) }
        }
        self.addresses = addresses.sorted()
        self.networks = networks.values.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Four bytes an address, in this machine's byte order.
    func writeAddresses(_ file: String) throws { try Self.write(addresses, file) }

    /// First and last address in turn.
    func writeNetworks(_ file: String) throws {
        try Self.write(networks.flatMap { [$0.lowerBound, $0.upperBound] }, file)
    }

    /// A script for `nft -f`: one set, of intervals when there are networks.
    func writeNft(_ file: String) throws {
        let flags = networks.isEmpty ? "" : "flags interval; "
        let elements =
            addresses.map(Self.text) + networks.map(Self.text(of:))
        try
            "table inet peer {\n set s { type ipv4_addr; \(flags)elements = {\n\(elements.joined(separator: ",\n"))\n} }\n}\n"
            .write(toFile: file, atomically: false, encoding: .utf8)
    }

    /// A script for `ipset restore`: a table with room for twice as many.
    func writeIPSet(_ file: String) throws {
        var size = 1
        while size < addresses.count { size *= 2 }
        let lines = addresses.map { "add peer \(Self.text($0))" }
        try
            ("create peer hash:ip hashsize \(size) maxelem \(2 * addresses.count)\n" + lines.joined(separator: "\n")
            + "\n")
            .write(toFile: file, atomically: false, encoding: .utf8)
    }

    static func read(_ file: String) throws -> [UInt32] {
        try Data(contentsOf: URL(filePath: file)).withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self) }
        }
    }

    static func text(_ address: UInt32) -> String { IPAddress(v4: address).description }

    static func text(of network: ClosedRange<UInt32>) -> String {
        "\(text(network.lowerBound))-\(text(network.upperBound))"
    }

    private static func write(_ numbers: [UInt32], _ file: String) throws {
        try numbers.withUnsafeBytes { Data($0) }.write(to: URL(filePath: file))
    }
}
