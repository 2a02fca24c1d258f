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
    package static let noSuchCall = Self(rawValue: ENOSYS)
    package static let tableFull = Self(rawValue: ENFILE)
    /// ERESTART: the tables are of another generation than the transaction was made for. Glibc has no name for it
    /// (include/linux/errno.h keeps it inside the kernel; nfnetlink lets it out).
    package static let staleGeneration = Self(rawValue: 85)

    /// What ipset says in numbers of its own (linux/netfilter/ipset/ip_set.h, `ipset_errno`).
    package static let noSetType = Self(rawValue: 4098)
    package static let tooManySets = Self(rawValue: 4099)
    package static let setBusy = Self(rawValue: 4100)
    package static let setTypesDiffer = Self(rawValue: 4102)
    package static let elementExists = Self(rawValue: 4103)
    package static let setFull = Self(rawValue: 4352)

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
        ENOSYS: ("ENOSYS", "no such system call"),
        E2BIG: ("E2BIG", "too many"),
        EMSGSIZE: ("EMSGSIZE", "message too long"),
        EPROTONOSUPPORT: ("EPROTONOSUPPORT", "protocol not supported"),
        EOPNOTSUPP: ("EOPNOTSUPP", "not supported by this kernel"),
        EAFNOSUPPORT: ("EAFNOSUPPORT", "address family not supported"),
        EADDRINUSE: ("EADDRINUSE", "address in use"),
        ENOBUFS: ("ENOBUFS", "no buffer space"),
        ETIMEDOUT: ("ETIMEDOUT", "timed out"),
        ECONNREFUSED: ("ECONNREFUSED", "nobody is listening"),
        4097: ("IPSET_ERR_PROTOCOL", "not as ipset's protocol wants it"),
        4098: ("IPSET_ERR_FIND_TYPE", "there is no such type of set"),
        4099: ("IPSET_ERR_MAX_SETS", "too many sets"),
        4100: ("IPSET_ERR_BUSY", "the set is in use"),
        4101: ("IPSET_ERR_EXIST_SETNAME2", "a set of that name exists, or the other one does not"),
        4102: ("IPSET_ERR_TYPE_MISMATCH", "the sets are of different types"),
        4103: ("IPSET_ERR_EXIST", "in the set already, or not in it"),
        4104: ("IPSET_ERR_INVALID_CIDR", "not a prefix length of such networks"),
        4353: ("IPSET_ERR_HASH_ELEM", "an address that such sets cannot hold"),
        4352: ("IPSET_ERR_HASH_FULL", "the set is full"),
    ]
}

extension KernelErrorCode: CustomStringConvertible {
    /// Meaning and name, such as "operation not permitted (EPERM)".
    package var description: String {
        guard let known = Self.known[rawValue] else { return "error \(rawValue)" }
        return "\(known.meaning) (\(known.name))"
    }
}
