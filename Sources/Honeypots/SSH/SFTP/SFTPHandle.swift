/// A file or directory that a client has opened.
struct SFTPHandle: Sendable {
    enum Kind: Sendable {
        case file(SFTPOpenFlags)
        /// The last name that was listed; nil: none yet.
        case directory(after: SFTPDirectoryOrder.Place?, isAtEnd: Bool)
    }

    var kind: Kind
    /// The node in the file system.
    var node: Int
    /// Its path when it was opened.
    var path: ByteString
    /// Something was written through it that is not recorded yet.
    var isWritten = false

    var fileFlags: SFTPOpenFlags? {
        if case .file(let flags) = kind { flags } else { nil }
    }
}
