import CNetfilter

/// The end of an answer: `NLMSG_ERROR` (`struct nlmsgerr` and, asked for with `NETLINK_EXT_ACK`, attributes that say more)
/// or `NLMSG_DONE`, which begins with the same number.
struct NetlinkAcknowledgement {
    /// Zero for success.
    let code: KernelErrorCode
    let explanation: String?
    let offset: Int?

    /// The error number and the header of the request that it is about.
    private static let fixedSize = 4 + NetlinkAlignment.messageHeader

    init?(_ message: NetlinkMessage) {
        guard let number = message.payload.host(Int32.self, at: 0) else { return nil }
        code = KernelErrorCode(rawValue: 0 &- number)
        guard message.flags.contains(.extendedAcknowledgement) else {
            explanation = nil
            offset = nil
            return
        }
        var skipped = 4
        if Int32(message.type) == NLMSG_ERROR {
            skipped = Self.fixedSize
            // The request's own bytes come in between, unless the kernel was asked to leave them out.
            if !message.flags.contains(.capped), let length = message.payload.host(UInt32.self, at: 4) {
                skipped = 4 + NetlinkAlignment.padded(Int(length))
            }
        }
        let attributes = NetlinkAttributes(message.payload.dropping(skipped))
        explanation = attributes.first(NLMSGERR_ATTR_MSG)?.text
        // The one number of netfilter's neighbourhood that is in host order.
        offset = attributes.first(NLMSGERR_ATTR_OFFS)?.value.host(UInt32.self, at: 0).map(Int.init)
    }

    func refusal(of request: String) -> NetlinkRefusal {
        NetlinkRefusal(request: request, code: code, explanation: explanation, offset: offset)
    }
}
