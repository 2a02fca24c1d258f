import Netlink

/// A list as a map of the kernel holds it.
protocol XDPListing: AddressList {
    static var mapKind: BPFMap.Kind { get }
    static var keySize: Int { get }

    /// The keys of some items, one after the other.
    static func keys(of items: [Item]) -> [UInt8]
}

extension XDPListing {
    /// A map like those that hold such lists.
    static func map(_ name: String, capacity: Int) throws(NetlinkError) -> BPFMap {
        try BPFMap(name, mapKind, key: keySize, value: 1, capacity: capacity)
    }
}

extension ExactAddresses: XDPListing {
    static var mapKind: BPFMap.Kind { .hash }
    static var keySize: Int { MemoryLayout<Key>.size }

    /// Addresses in network order.
    static func keys(of items: [Key]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: items.count * keySize) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            for (index, item) in items.enumerated() {
                bytes.storeBytes(of: item.bigEndian, toByteOffset: index * keySize, as: Key.self)
            }
            count = items.count * keySize
        }
    }
}

extension AddressIntervals: XDPListing {
    static var mapKind: BPFMap.Kind { .prefixes }
    static var keySize: Int { 4 + MemoryLayout<Key>.size }

    /// The prefixes that make up the intervals: a length in this machine's order, an address in network order.
    static func keys(of items: [ClosedRange<Key>]) -> [UInt8] {
        var keys: [UInt8] = []
        keys.reserveCapacity(items.count * keySize)
        for item in items {
            item.forEachPrefix { address, length in
                withUnsafeBytes(of: UInt32(length)) { keys.append(contentsOf: $0) }
                withUnsafeBytes(of: address.bigEndian) { keys.append(contentsOf: $0) }
            }
        }
        return keys
    }
}

extension ClosedRange where Bound: AddressKey {
    /// The largest prefixes that together are this range, in order; at most twice as many as an address has bits.
    func forEachPrefix(_ body: (_ address: Bound, _ length: Int) -> Void) {
        var first = lowerBound
        while true {
            // As many addresses as the alignment of the first one and the room up to the last one allow.
            let room = upperBound - first
            var bits = Swift.min(first.trailingZeroBitCount, Bound.bitWidth)
            while bits > 0, Self.last(bits) > room { bits -= 1 }
            body(first, Bound.bitWidth - bits)
            let last = first + Self.last(bits)
            if last == upperBound { return }
            first = last + 1
        }
    }

    /// The last address of a prefix with that many free bits, counted from its first.
    private static func last(_ bits: Int) -> Bound { bits == Bound.bitWidth ? .max : (1 << Bound(bits)) - 1 }
}
