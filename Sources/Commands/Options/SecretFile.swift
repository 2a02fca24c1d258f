import Glibc

/// A key or token in a file of its own, readable by its owner only.
enum SecretFile {
    private static let maximumBytes = 1024

    static func read(_ path: String) throws(CommandFailure) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be read", path) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: maximumBytes)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw failure("cannot be read", path) }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).first else {
            throw CommandFailure(.configuration, "\(path) is empty: a key or token is expected on its first line")
        }
        return String(line)
    }

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

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func failure(_ what: String, _ path: String) -> CommandFailure {
        CommandFailure(.configuration, "\(path) \(what): \(String(cString: strerror(errno)))")
    }
}
