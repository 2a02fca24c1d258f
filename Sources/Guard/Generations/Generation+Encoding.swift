import Blocklists
import Firewall
import Netlink
import ThreatModel

/// A generation as a file.
///
///     "SikkerG1"                       magic and version
///     UInt64, Int64                    number; time, milliseconds since the epoch
///     4 × UInt32                       how many single IPv4, single IPv6, IPv4 networks, IPv6 networks
///     UInt32, UInt128                  the single addresses, ascending
///     2 × UInt32, 2 × UInt128          the networks, first and last address
///     UInt32                           CRC-32C of everything before
extension Generation {
    static let magic: StaticString = "SikkerG1"
    /// Larger files are not read.
    static let mostBytes = 512 << 20

    var encoded: [UInt8] {
        var writer = BinaryWriter()
        writer.reserveCapacity(
            64 + lists.blocked4.count * 4 + lists.blocked6.count * 16 + lists.networks4.count * 8
                + lists.networks6.count * 32)
        writer.append(Self.magic)
        writer.append(number)
        writer.append(time.milliseconds)
        for count in [lists.blocked4.count, lists.blocked6.count, lists.networks4.count, lists.networks6.count] {
            writer.append(UInt32(clamping: count))
        }
        for address in lists.blocked4.items { writer.append(address) }
        for address in lists.blocked6.items { writer.append(address) }
        for range in lists.networks4.items {
            writer.append(range.lowerBound)
            writer.append(range.upperBound)
        }
        for range in lists.networks6.items {
            writer.append(range.lowerBound)
            writer.append(range.upperBound)
        }
        writer.appendChecksum()
        return writer.bytes
    }

    /// `nil` for a file that is damaged, or of another version of this program.
    init?(_ bytes: [UInt8]) {
        var reader = BinaryReader(bytes)
        guard reader.skip(Self.magic), let number: UInt64 = reader.number(), let time: Int64 = reader.number(),
            let count4: UInt32 = reader.number(), let count6: UInt32 = reader.number(),
            let networkCount4: UInt32 = reader.number(), let networkCount6: UInt32 = reader.number(),
            let blocked4: [UInt32] = reader.numbers(Int(count4)), let blocked6: [UInt128] = reader.numbers(Int(count6)),
            let networks4: [ClosedRange<UInt32>] = reader.ranges(Int(networkCount4)),
            let networks6: [ClosedRange<UInt128>] = reader.ranges(Int(networkCount6)),
            reader.checksumMatches(), reader.left == 0
        else { return nil }
        var lists = FirewallLists()
        lists.blocked4 = ExactAddresses(blocked4)
        lists.blocked6 = ExactAddresses(blocked6)
        lists.networks4 = AddressIntervals(networks4)
        lists.networks6 = AddressIntervals(networks6)
        self.init(number: number, time: Timestamp(milliseconds: time), lists: lists)
    }
}

extension BinaryReader {
    fileprivate mutating func numbers<Key: AddressKey>(_ count: Int) -> [Key]? {
        guard count <= left / MemoryLayout<Key>.size else { return nil }
        var keys: [Key] = []
        keys.reserveCapacity(count)
        for _ in 0..<count {
            guard let key: Key = number() else { return nil }
            keys.append(key)
        }
        return keys
    }

    fileprivate mutating func ranges<Key: AddressKey>(_ count: Int) -> [ClosedRange<Key>]? {
        guard count <= left / (2 * MemoryLayout<Key>.size) else { return nil }
        var ranges: [ClosedRange<Key>] = []
        ranges.reserveCapacity(count)
        for _ in 0..<count {
            guard let first: Key = number(), let last: Key = number(), first <= last else { return nil }
            ranges.append(first...last)
        }
        return ranges
    }
}
