/// What talking to the kernel over netlink can end in. ``description`` is a sentence for the user.
package enum NetlinkError: Error, Equatable, Sendable {
    /// A system call failed.
    case call(String, code: KernelErrorCode)
    /// The kernel understood and said no. Nothing was changed.
    case refused(NetlinkRefusal)
    /// Messages for this socket were dropped because it was not read fast enough (ENOBUFS).
    case overrun
    /// The kernel's answer breaks the format; what it was reading at the time.
    case malformed(String)
    /// What was asked for.
    case unanswered(String)
    /// Another socket listens to this group of NFLOG, or the privilege to listen is missing: the kernel says the same.
    case logGroupTaken(UInt16)
    /// A listing changed under every attempt to read it.
    case unsettled(String, attempts: Int)
}

extension NetlinkError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .call(let name, let code): "\(name) failed: \(code)"
        case .refused(let refusal): refusal.description
        case .overrun: "the kernel dropped netlink messages because they were not read fast enough (ENOBUFS)"
        case .malformed(let what): "the kernel's answer about \(what) is not well-formed"
        case .unanswered(let request): "the kernel did not answer the request to \(request)"
        case .logGroupTaken(let group):
            "cannot listen to NFLOG group \(group): another program listens to it, or CAP_NET_ADMIN is missing (EPERM)"
        case .unsettled(let what, let attempts): "\(what) changed during each of \(attempts) attempts to read it"
        }
    }
}

extension NetlinkError {
    /// The error number behind this error, where there is one.
    package var code: KernelErrorCode? {
        switch self {
        case .call(_, let code): code
        case .refused(let refusal): refusal.code
        case .overrun: .noBuffers
        case .logGroupTaken: .busy
        case .malformed, .unanswered, .unsettled: nil
        }
    }
}
