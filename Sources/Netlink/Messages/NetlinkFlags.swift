import CNetfilter

/// The flags of a message header (linux/netlink.h, `NLM_F_*`).
struct NetlinkFlags: OptionSet, Sendable {
    let rawValue: UInt16

    static let request = Self(NLM_F_REQUEST)
    static let acknowledge = Self(NLM_F_ACK)
    /// All objects instead of one (`NLM_F_ROOT | NLM_F_MATCH`).
    static let dump = Self(NLM_F_DUMP)
    /// Set by the kernel: the listing changed while it was read.
    static let dumpInterrupted = Self(NLM_F_DUMP_INTR)
    static let create = Self(NLM_F_CREATE)
    static let append = Self(NLM_F_APPEND)
    /// Refused when there is something in what is to be deleted (`NLM_F_NONREC`, a macro of the same bit as `NLM_F_ROOT`).
    static let nonRecursive = Self(rawValue: 0x100)
    static let exclusive = Self(NLM_F_EXCL)
    /// In an acknowledgement: the copy of the request was left out.
    static let capped = Self(NLM_F_CAPPED)
    /// In an acknowledgement: attributes follow (`nlmsgerr_attrs`).
    static let extendedAcknowledgement = Self(NLM_F_ACK_TLVS)

    init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ constant: Int32) { rawValue = UInt16(truncatingIfNeeded: constant) }
}
