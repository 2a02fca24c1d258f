/// A set as it is to be made.
package struct IpsetSet: Equatable, Sendable {
    /// At most 31 bytes.
    package let name: String
    package let type: IpsetType
    package let family: IpsetFamily
    /// How many buckets its hash table begins with: from as many as there are elements on it does not have to grow.
    package var hashSize: UInt32
    /// How many elements it takes.
    package var maximum: UInt32
    package var options: IpsetOptions
    /// How long after it came an element goes; `nil`: never.
    package var lifetime: Duration?

    package init(
        name: String, type: IpsetType, family: IpsetFamily, expecting count: Int = 0, maximum: UInt32,
        options: IpsetOptions = [], lifetime: Duration? = nil
    ) {
        self.name = name
        self.type = type
        self.family = family
        hashSize = Self.hashSize(for: count)
        self.maximum = maximum
        self.options = options
        self.lifetime = lifetime
    }

    /// The power of two from `count` on; the kernel takes no less than 64.
    private static func hashSize(for count: Int) -> UInt32 {
        var size: UInt32 = 64
        while size < count, size < 1 << 26 { size <<= 1 }
        return size
    }
}

/// What a set is keyed by.
package enum IpsetType: String, Equatable, Sendable {
    /// Single addresses.
    case addresses = "hash:ip"
    /// Networks, down to single addresses; a look-up tries every prefix length that occurs.
    case networks = "hash:net"
    /// Addresses with a protocol and a port.
    case flows = "hash:ip,port"

    /// The revision of Linux 3.19, which has everything that is used here and which later kernels still know
    /// (net/netfilter/ipset/ip_set_hash_*.c, `IPSET_TYPE_REV_MAX`).
    var revision: UInt8 {
        switch self {
        case .addresses: 4
        case .networks: 6
        case .flows: 5
        }
    }
}

/// Of which family the addresses of a set are. Raw values are `NFPROTO_IPV4` and `NFPROTO_IPV6`.
package enum IpsetFamily: UInt8, CaseIterable, Sendable {
    case v4 = 2
    case v6 = 10
}

/// What is kept with each element (`ipset_cadt_flags`).
package struct IpsetOptions: OptionSet, Sendable {
    package let rawValue: UInt32

    package static let counters = Self(rawValue: 1 << 3)
    package static let comments = Self(rawValue: 1 << 4)
    /// A full set gives up an element for a new one.
    package static let replacing = Self(rawValue: 1 << 5)
    package init(rawValue: UInt32) { self.rawValue = rawValue }
}

extension AddressKey {
    package static var ipsetFamily: IpsetFamily { MemoryLayout<Self>.size == 4 ? .v4 : .v6 }
}
