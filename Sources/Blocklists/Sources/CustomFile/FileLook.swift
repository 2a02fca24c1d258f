import Glibc

/// What a look at a file shows, without reading it.
struct FileLook: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case file
        case folder
        case missing
        /// Cannot be looked at; the reason is the system's.
        case failure(SystemFailure)
    }

    var kind: Kind
    var device: UInt64 = 0
    var inode: UInt64 = 0
    var size: Int64 = 0
    /// Nanoseconds since the epoch, wrapped around.
    var modified: Int64 = 0
    /// As ``modified``, of the inode: another file moved over this one may be older.
    var changed: Int64 = 0

    init(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            kind = errno == ENOENT || errno == ENOTDIR ? .missing : .failure(.last)
            return
        }
        kind = status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
    }

    init(kind: Kind, inode: UInt64 = 0, size: Int64 = 0, modified: Int64 = 0) {
        self.kind = kind
        self.inode = inode
        self.size = size
        self.modified = modified
    }

    /// Why there is nothing to read; `nil` when there is.
    func problem(_ path: String) -> BlocklistError? {
        switch kind {
        case .file: nil
        case .folder: .isDirectory(file: path)
        case .missing: .missing(file: path)
        case .failure(let failure): .unreadable(file: path, failure)
        }
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
