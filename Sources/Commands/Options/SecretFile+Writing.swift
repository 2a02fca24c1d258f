import Glibc
import Settings

/// Keys and tokens that are made here stand in files that their owner alone can read.
extension SecretFile {
    /// The whole file or nothing: a process killed in the middle leaves what was there before.
    static func write(_ text: String, to path: String) throws(CommandFailure) {
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be written", path) }
        let bytes = Array((text + "\n").utf8)
        let isWritten =
            Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
            && rename(temporary, path) == 0
        let code = errno
        close(descriptor)
        guard isWritten else {
            errno = code
            throw failure("cannot be written", path)
        }
    }

    private static func failure(_ what: String, _ path: String) -> CommandFailure {
        CommandFailure(.configuration, "\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
