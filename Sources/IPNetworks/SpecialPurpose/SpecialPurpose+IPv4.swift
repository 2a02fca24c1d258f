extension SpecialPurpose {
    /// https://www.iana.org/assignments/iana-ipv4-special-registry and, for 224.0.0.0/4, RFC 5771.
    static let ipv4Registry = [
        v4(0, 0, 0, 0, length: 8, "This network", "RFC 791 §3.2", .unspecified),
        v4(0, 0, 0, 0, length: 32, "This host on this network", "RFC 1122 §3.2.1.3", .unspecified),
        v4(10, 0, 0, 0, length: 8, "Private-Use", "RFC 1918", .privateUse),
        v4(100, 64, 0, 0, length: 10, "Shared Address Space", "RFC 6598", .carrierGradeNAT),
        v4(127, 0, 0, 0, length: 8, "Loopback", "RFC 1122 §3.2.1.3", .loopback),
        v4(169, 254, 0, 0, length: 16, "Link Local", "RFC 3927", .linkLocal),
        v4(172, 16, 0, 0, length: 12, "Private-Use", "RFC 1918", .privateUse),
        v4(192, 0, 0, 0, length: 24, "IETF Protocol Assignments", "RFC 6890 §2.1", .service),
        v4(192, 0, 0, 0, length: 29, "IPv4 Service Continuity Prefix", "RFC 7335", .translation),
        v4(192, 0, 0, 8, length: 32, "IPv4 dummy address", "RFC 7600", .discard),
        v4(192, 0, 0, 9, length: 32, "Port Control Protocol Anycast", "RFC 7723", .service, .global),
        v4(192, 0, 0, 10, length: 32, "Traversal Using Relays around NAT Anycast", "RFC 8155", .service, .global),
        v4(192, 0, 0, 170, length: 32, "NAT64/DNS64 Discovery", "RFC 8880", .service),
        v4(192, 0, 0, 171, length: 32, "NAT64/DNS64 Discovery", "RFC 8880", .service),
        v4(192, 0, 2, 0, length: 24, "Documentation (TEST-NET-1)", "RFC 5737", .documentation),
        v4(192, 31, 196, 0, length: 24, "AS112-v4", "RFC 7535", .service, .global),
        v4(192, 52, 193, 0, length: 24, "AMT", "RFC 7450", .service, .global),
        v4(192, 88, 99, 0, length: 24, "Deprecated (6to4 Relay Anycast)", "RFC 7526", .tunnel, .undetermined),
        v4(192, 88, 99, 2, length: 32, "6a44-relay anycast address", "RFC 6751", .tunnel),
        v4(192, 168, 0, 0, length: 16, "Private-Use", "RFC 1918", .privateUse),
        v4(192, 175, 48, 0, length: 24, "Direct Delegation AS112 Service", "RFC 7534", .service, .global),
        v4(198, 18, 0, 0, length: 15, "Benchmarking", "RFC 2544", .benchmarking),
        v4(198, 51, 100, 0, length: 24, "Documentation (TEST-NET-2)", "RFC 5737", .documentation),
        v4(203, 0, 113, 0, length: 24, "Documentation (TEST-NET-3)", "RFC 5737", .documentation),
        v4(224, 0, 0, 0, length: 4, "Multicast", "RFC 5771", .multicast, .undetermined),
        v4(233, 252, 0, 0, length: 24, "Documentation (MCAST-TEST-NET)", "RFC 6676", .documentation),
        v4(240, 0, 0, 0, length: 4, "Reserved", "RFC 1112 §4", .reserved),
        v4(255, 255, 255, 255, length: 32, "Limited Broadcast", "RFC 919 §7", .broadcast),
    ]

    private static func v4(
        _ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, length: UInt8, _ name: String, _ reference: String, _ use: Use,
        _ reach: Reach = .local
    ) -> Self {
        let first = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
        let prefix = IPPrefix(AddressBlock(first: first, prefixLength: length))
        return Self(prefix: prefix, name: name, reference: reference, use: use, reach: reach)
    }
}
