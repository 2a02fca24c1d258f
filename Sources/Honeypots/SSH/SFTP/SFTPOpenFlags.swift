/// SSH_FXF_* (draft-ietf-secsh-filexfer-02 §6.3).
struct SFTPOpenFlags: OptionSet, Hashable, Sendable {
    let rawValue: UInt32
    static let read = Self(rawValue: 1)
    static let write = Self(rawValue: 2)
    static let append = Self(rawValue: 4)
    static let create = Self(rawValue: 8)
    static let truncate = Self(rawValue: 0x10)
    static let exclusive = Self(rawValue: 0x20)

    /// Whether the file may be read: who asks for neither reading nor writing reads, as open(2) has it.
    var reads: Bool { contains(.read) || !contains(.write) }
    var writes: Bool { contains(.write) }
}
