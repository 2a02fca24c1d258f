package import Netlink

/// Single addresses of one family, in order and each once: 4 bytes an IPv4 address, 16 an IPv6 one.
package struct ExactAddresses<Key: AddressKey>: AddressList {
    package private(set) var items: [Key]

    package init() { items = [] }

    /// Takes numbers in any order, the same one more than once too. An ascending array is taken over as it is.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package init(_ keys: [Key]) {
        items = keys.isStrictlyAscending ? keys : keys.radixSorted { $0 }.withoutRepetition
    }

    package static func precedes(_ a: Key, _ b: Key) -> Bool { a < b }

    package static func digest(of key: Key) -> UInt64 { Digest.of(key) }

    package static func counted(_ keys: [Key]) -> Int { keys.count }

    /// Twice as many and, since the kernel makes its hash table four thirds of the declared size rounded up to a power
    /// of two (net/netfilter/nft_set_hash.c, `nft_hash_buckets`), as many more as the same table holds.
    package static func capacity(for count: Int) -> Int? {
        var buckets = 2048
        while buckets / 4 * 3 < 2 * count { buckets *= 2 }
        return buckets / 4 * 3
    }

    package static func canChangeInPlace(removing: [Key], adding: [Key]) -> Bool { true }

    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func apply(removing: [Key], adding: [Key]) -> Bool {
        guard let changed = items.removing(removing, adding: adding, by: Self.precedes) else { return false }
        items = changed
        return true
    }
}

extension Array where Element: AddressKey {
    fileprivate var isStrictlyAscending: Bool {
        withUnsafeBufferPointer { keys in
            for index in keys.indices.dropFirst() where keys[index - 1] >= keys[index] { return false }
            return true
        }
    }

    /// For a sorted array.
    fileprivate var withoutRepetition: [Element] {
        var result: [Element] = []
        result.reserveCapacity(count)
        for key in self where key != result.last { result.append(key) }
        return result
    }
}
