extension IPAddress {
    /// The IPv4 address that an IPv6 address carries for a translator or a tunnel: behind it stands that IPv4 host.
    ///
    /// - In `64:ff9b::/96` the last 32 bits (RFC 6052 §2.1).
    /// - In `2002::/16`, 6to4, the 32 bits behind the first 16 (RFC 3056 §2).
    /// - In `2001::/32`, Teredo, the last 32 bits inverted: the address of the client's translator (RFC 4380 §4).
    ///
    /// An IPv4-mapped address needs no such question, because it is the IPv4 address. Translators with a prefix of their
    /// own (RFC 6052 §2.2, `64:ff9b:1::/48`) cannot be told from outside; nor can ISATAP. IPv4-compatible addresses are
    /// not in use.
    package var carriedIPv4: IPAddress? {
        switch high {
        case 0x0064_ff9b_0000_0000 where low >> 32 == 0:
            IPAddress(v4: UInt32(truncatingIfNeeded: low))
        case 0x2002_0000_0000_0000...0x2002_ffff_ffff_ffff:
            IPAddress(v4: UInt32(truncatingIfNeeded: high >> 16))
        case 0x2001_0000_0000_0000...0x2001_0000_ffff_ffff:
            IPAddress(v4: ~UInt32(truncatingIfNeeded: low))
        default:
            nil
        }
    }
}
