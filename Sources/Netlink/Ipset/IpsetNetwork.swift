/// A network as a set of networks holds it: a first address and how many of its bits all others share.
package struct IpsetNetwork<Key: AddressKey>: Hashable, Sendable {
    package let first: Key
    /// At least 1: ipset has no network of all addresses.
    package let prefixLength: UInt8

    package init(first: Key, prefixLength: UInt8) {
        self.first = first
        self.prefixLength = prefixLength
    }

    package var range: ClosedRange<Key> {
        let hosts: Key = prefixLength == 0 ? .max : (1 << (Key.bitWidth - Int(prefixLength))) - 1
        return first & ~hosts...first | hosts
    }

    package static func precedes(_ a: Self, _ b: Self) -> Bool {
        a.first != b.first ? a.first < b.first : a.prefixLength < b.prefixLength
    }

    /// The fewest networks that make up these ranges, which are in order and do not overlap; in order themselves.
    package static func covering(_ ranges: [ClosedRange<Key>]) -> [Self] {
        var networks: [Self] = []
        networks.reserveCapacity(ranges.count)
        for range in ranges {
            var first = range.lowerBound
            while true {
                // The largest block that begins here: aligned, and no longer than what is left.
                let span = range.upperBound - first
                let fitting = span == .max ? Key.bitWidth : Key.bitWidth - 1 - (span + 1).leadingZeroBitCount
                let bits = min(fitting, first.trailingZeroBitCount, Key.bitWidth - 1)
                let network = Self(first: first, prefixLength: UInt8(Key.bitWidth - bits))
                networks.append(network)
                let last = network.range.upperBound
                if last >= range.upperBound { break }
                first = last + 1
            }
        }
        return networks
    }
}
