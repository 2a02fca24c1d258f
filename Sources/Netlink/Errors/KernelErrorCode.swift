import Glibc

/// An error number of the kernel (errno), with the words a reader needs to act on it.
package struct KernelErrorCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// What the last system call of this thread left behind.
    static var current: Self { Self(rawValue: errno) }

    package static let notPermitted = Self(rawValue: EPERM)
    package static let noSuchObject = Self(rawValue: ENOENT)
    package static let outOfMemory = Self(rawValue: ENOMEM)
    package static let accessDenied = Self(rawValue: EACCES)
    package static let overlaps = Self(rawValue: ENOTEMPTY)
    package static let interrupted = Self(rawValue: EINTR)
    package static let tryAgain = Self(rawValue: EAGAIN)
    package static let busy = Self(rawValue: EBUSY)
    package static let exists = Self(rawValue: EEXIST)
    package static let notSupported = Self(rawValue: EOPNOTSUPP)
    package static let protocolNotSupported = Self(rawValue: EPROTONOSUPPORT)
    package static let familyNotSupported = Self(rawValue: EAFNOSUPPORT)
    package static let noBuffers = Self(rawValue: ENOBUFS)
    package static let messageTooLong = Self(rawValue: EMSGSIZE)
    package static let tableFull = Self(rawValue: ENFILE)
    /// ERESTART: the tables are of another generation than the transaction was made for. Glibc has no name for it
    /// (include/linux/errno.h keeps it inside the kernel; nfnetlink lets it out).
    package static let staleGeneration = Self(rawValue: 85)

    /// The numbers netlink answers with.
    private static let known: [Int32: (name: String, meaning: String)] = [
        EPERM: ("EPERM", "operation not permitted"),
        ENOENT: ("ENOENT", "no such object"),
        EINTR: ("EINTR", "interrupted"),
        EIO: ("EIO", "input or output error"),
        EBADF: ("EBADF", "bad file descriptor"),
        EAGAIN: ("EAGAIN", "nothing there yet"),
        ENOMEM: ("ENOMEM", "out of memory"),
        EACCES: ("EACCES", "access denied"),
        EBUSY: ("EBUSY", "in use"),
        EEXIST: ("EEXIST", "exists already"),
        ENODEV: ("ENODEV", "no such device"),
        EINVAL: ("EINVAL", "invalid argument"),
        ENFILE: ("ENFILE", "the set or table is full"),
        EMFILE: ("EMFILE", "too many open files"),
        ENOSPC: ("ENOSPC", "no space left"),
        ERANGE: ("ERANGE", "out of range"),
        EMLINK: ("EMLINK", "too many references"),
        ELOOP: ("ELOOP", "the chains form a loop"),
        ENOTEMPTY: ("ENOTEMPTY", "overlaps what is there"),
        85: ("ERESTART", "the tables changed meanwhile"),
        EMSGSIZE: ("EMSGSIZE", "message too long"),
        EPROTONOSUPPORT: ("EPROTONOSUPPORT", "protocol not supported"),
        EOPNOTSUPP: ("EOPNOTSUPP", "not supported by this kernel"),
        EAFNOSUPPORT: ("EAFNOSUPPORT", "address family not supported"),
        EADDRINUSE: ("EADDRINUSE", "address in use"),
        ENOBUFS: ("ENOBUFS", "no buffer space"),
        ETIMEDOUT: ("ETIMEDOUT", "timed out"),
        ECONNREFUSED: ("ECONNREFUSED", "nobody is listening"),
    ]
}

extension KernelErrorCode: CustomStringConvertible {
    /// Meaning and name, such as "operation not permitted (EPERM)".
    package var description: String {
        guard let known = Self.known[rawValue] else { return "error \(rawValue)" }
        return "\(known.meaning) (\(known.name))"
    }
}
