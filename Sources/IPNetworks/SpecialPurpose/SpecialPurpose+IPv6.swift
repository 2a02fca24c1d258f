extension SpecialPurpose {
    /// https://www.iana.org/assignments/iana-ipv6-special-registry, and from the registry of the IPv6 address space what
    /// lies outside 2000::/3, the one part from which addresses are assigned.
    static let ipv6Registry = [
        v6([], length: 128, "Unspecified Address", "RFC 4291", .unspecified),
        v6([0, 0, 0, 0, 0, 0, 0, 1], length: 128, "Loopback Address", "RFC 4291", .loopback),
        v6([], length: 96, "IPv4-compatible (deprecated)", "RFC 4291 §2.5.5.1", .tunnel, .undetermined),
        v6([0x64, 0xff9b], length: 96, "IPv4-IPv6 Translation", "RFC 6052", .translation, .global),
        v6([0x64, 0xff9b, 1], length: 48, "IPv4-IPv6 Translation", "RFC 8215", .translation),
        v6([0x100], length: 64, "Discard-Only Address Block", "RFC 6666", .discard),
        v6([0x100, 0, 0, 1], length: 64, "Dummy IPv6 Prefix", "RFC 9780", .discard),
        v6([0x2001], length: 23, "IETF Protocol Assignments", "RFC 2928", .service),
        v6([0x2001], length: 32, "TEREDO", "RFC 4380", .tunnel, .undetermined),
        v6([0x2001, 1, 0, 0, 0, 0, 0, 1], length: 128, "Port Control Protocol Anycast", "RFC 7723", .service, .global),
        v6([0x2001, 1, 0, 0, 0, 0, 0, 2], length: 128, "TURN Anycast", "RFC 8155", .service, .global),
        v6([0x2001, 1, 0, 0, 0, 0, 0, 3], length: 128, "DNS-SD SRP Anycast", "RFC 9665", .service, .global),
        v6([0x2001, 2], length: 48, "Benchmarking", "RFC 5180", .benchmarking),
        v6([0x2001, 3], length: 32, "AMT", "RFC 7450", .service, .global),
        v6([0x2001, 4, 0x112], length: 48, "AS112-v6", "RFC 7535", .service, .global),
        v6([0x2001, 0x10], length: 28, "Deprecated (ORCHID)", "RFC 4843", .identifier, .undetermined),
        v6([0x2001, 0x20], length: 28, "ORCHIDv2", "RFC 7343", .identifier, .global),
        v6([0x2001, 0x30], length: 28, "Drone Remote ID", "RFC 9374", .identifier, .global),
        v6([0x2001, 0xdb8], length: 32, "Documentation", "RFC 3849", .documentation),
        v6([0x2002], length: 16, "6to4", "RFC 3056", .tunnel, .undetermined),
        v6([0x2620, 0x4f, 0x8000], length: 48, "Direct Delegation AS112 Service", "RFC 7534", .service, .global),
        v6([0x3fff], length: 20, "Documentation", "RFC 9637", .documentation),
        v6([0x5f00], length: 16, "Segment Routing (SRv6) SIDs", "RFC 9602", .segmentRouting),
        v6([0xfc00], length: 7, "Unique-Local", "RFC 4193", .privateUse),
        v6([0xfe80], length: 10, "Link-Local Unicast", "RFC 4291", .linkLocal),
        v6([0xfec0], length: 10, "Site-Local Unicast (deprecated)", "RFC 3879", .siteLocal),
        v6([0xff00], length: 8, "Multicast", "RFC 4291 §2.7", .multicast, .undetermined),
        v6([], length: 8, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0x100], length: 8, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0x200], length: 7, "Reserved by IETF", "RFC 4048", .reserved),
        v6([0x400], length: 6, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0x800], length: 5, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0x1000], length: 4, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0x4000], length: 3, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0x6000], length: 3, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0x8000], length: 3, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0xa000], length: 3, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0xc000], length: 3, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0xe000], length: 4, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0xf000], length: 5, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0xf800], length: 6, "Reserved by IETF", "RFC 4291", .reserved),
        v6([0xfe00], length: 9, "Reserved by IETF", "RFC 4291", .reserved),
    ]

    /// The groups from the left, the missing ones zero.
    private static func v6(
        _ groups: [UInt16], length: UInt8, _ name: String, _ reference: String, _ use: Use, _ reach: Reach = .local
    ) -> Self {
        let first = (0..<8).reduce(UInt128(0)) { $0 << 16 | UInt128($1 < groups.count ? groups[$1] : 0) }
        let prefix = IPPrefix(AddressBlock(first: first, prefixLength: length))
        return Self(prefix: prefix, name: name, reference: reference, use: use, reach: reach)
    }
}
