import Glibc

/// A file that parts are read of, where they are asked for. A file that is cut short meanwhile has less to read, and harms
/// nobody, which cannot be said of one that is mapped.
final class OpenedFile: Sendable {
    let size: Int
    private let descriptor: Int32

    /// `nil` for what is no regular file, or cannot be opened.
    init?(_ path: String) {
        // A FIFO must not keep the reader waiting for a writer.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        size = Int(facts.st_size)
    }

    deinit { close(descriptor) }

    /// At most so many bytes from a place on; fewer at the end, none when they cannot be read.
    func bytes(at place: Int, _ count: Int) -> [UInt8] {
        guard place >= 0, count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let read = pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, place + filled)
                if read < 0, errno == EINTR { continue }
                guard read > 0 else { return }
                filled += read
            }
        }
    }
}
