/// Netlink pads messages and attributes to four bytes (`NLMSG_ALIGNTO`, `NLA_ALIGNTO` in linux/netlink.h; the macros
/// that use them are not importable).
enum NetlinkAlignment {
    static let messageHeader = 16
    static let attributeHeader = 4
    /// The largest attribute, header included: its length field has 16 bits.
    static let maximumAttribute = 0xffff

    /// The next multiple of four. Wraps instead of trapping; callers check what comes out against the bytes they have.
    static func padded(_ length: Int) -> Int { (length &+ 3) & ~3 }
}
