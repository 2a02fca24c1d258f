/// A request that the kernel turned down, in as many words as it gave (include/uapi/linux/netlink.h, `nlmsgerr`).
package struct NetlinkRefusal: Error, Equatable, Sendable {
    /// What was asked for, such as "add elements to set blocked4.1".
    package let request: String
    package let code: KernelErrorCode
    /// The kernel's own sentence (`NLMSGERR_ATTR_MSG`), where it has one.
    package let explanation: String?
    /// Where in the request the offending attribute starts, in bytes (`NLMSGERR_ATTR_OFFS`).
    package let offset: Int?

    package init(request: String, code: KernelErrorCode, explanation: String? = nil, offset: Int? = nil) {
        self.request = request
        self.code = code
        self.explanation = explanation
        self.offset = offset
    }
}

extension NetlinkRefusal: CustomStringConvertible {
    package var description: String {
        var text = "the kernel refused to \(request): \(code)"
        if let explanation { text += ", \"\(explanation)\"" }
        if let offset { text += ", at byte \(offset) of the request" }
        return text
    }
}
