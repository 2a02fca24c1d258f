import Netlink

/// Mixes addresses into numbers that can be added up: the sum stands for a whole list, whatever the order, and follows
/// every change without the list being read again. Finds accidents, not forgeries.
enum Digest {
    @inline(__always)
    static func of<Key: AddressKey>(_ key: Key) -> UInt64 {
        let low = mixed(UInt64(truncatingIfNeeded: key))
        return Key.bitWidth > 64 ? mixed(low ^ UInt64(truncatingIfNeeded: key >> 64)) : low
    }

    @inline(__always)
    static func of<Key: AddressKey>(_ first: Key, _ last: Key) -> UInt64 { mixed(of(first) &+ 1 ^ of(last)) }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014): every bit
    /// of the input moves every bit of the output.
    @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9e37_79b9_7f4a_7c15
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}
