import Glibc

/// The server's folder, held by one process at a time.
final class DataFolder: Sendable {
    private let lock: Int32

    /// Creates the folder, with those above it, where it is not there, and locks it.
    init(_ path: String) throws(ThreatAPIError) {
        try Self.create(path)
        let file = path + "/server.lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .folder(path: path, reason: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .folderInUse(path: path)
        }
        lock = descriptor
    }

    deinit { close(lock) }

    /// Creates the folder, with those above it, for its owner only.
    static func create(_ path: String) throws(ThreatAPIError) {
        for end in path.indices.dropFirst() + [path.endIndex] where end == path.endIndex || path[end] == "/" {
            if mkdir(String(path[..<end]), 0o700) != 0, errno != EEXIST {
                throw .folder(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }
}
