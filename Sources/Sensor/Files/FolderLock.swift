import Glibc
import Synchronization

/// Keeps a second user out of a folder until it is released. The kernel lets go when the process ends, however it ends.
final class FolderLock: Sendable {
    private static let released: CInt = -1

    private let descriptor: Atomic<CInt>

    /// - Returns: `nil` when another process has it.
    init?(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw FileError(operation: "lock", path: path, code: code)
        }
        self.descriptor = Atomic(descriptor)
    }

    deinit { release() }

    /// Lets the next one in. Said in so many words, because the last reference may outlive the work by a moment.
    func release() {
        let descriptor = descriptor.exchange(Self.released, ordering: .acquiringAndReleasing)
        if descriptor != Self.released { close(descriptor) }
    }
}
