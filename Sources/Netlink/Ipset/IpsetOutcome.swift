/// How far a list of elements got: the kernel takes them one after the other, and stops at the first that does not fit.
package struct IpsetOutcome: Equatable, Sendable {
    /// The elements before this one were taken.
    package let done: Int
    /// Why the next was not; `nil` when all were.
    package let refusal: NetlinkRefusal?
}

extension NetlinkMessage {
    /// The number of the element that is to blame, in a refusal that repeats the request
    /// (net/netfilter/ipset/ip_set_core.c, `call_ad`).
    var ipsetLine: UInt32? {
        // The error number, then the request: header, struct nfgenmsg, attributes.
        let attributes = NetlinkAttributes(payload.dropping(4 + NetlinkAlignment.messageHeader + 4))
        return attributes.first(IpsetAttribute.line)?.value.host(UInt32.self, at: 0)
    }
}
