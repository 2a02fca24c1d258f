import Glibc

/// Keeps a second process out of a folder for as long as it lives. The kernel lets go when the process ends, however it ends.
final class FolderLock: Sendable {
    private let descriptor: CInt

    /// - Returns: `nil` when another process has it.
    init?(_ path: String) throws(FileError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw FileError(operation: "lock", path: path, code: code)
        }
    }

    deinit { close(descriptor) }
}
