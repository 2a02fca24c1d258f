import Glibc

/// The file, or standard output, to which lines are appended. Used by one thread at a time.
struct AccessLogFile: ~Copyable {
    /// How long a pipe may take nothing before lines for it are lost, in milliseconds.
    static let pipePatience: Int32 = 2000
    /// A pipe that can be written to takes so many bytes at once without blocking (pipe(7), PIPE_BUF).
    private static let pipePortion = 4096

    private let path: String?
    private var descriptor: Int32 = -1
    /// The file that is open.
    private var identity: (device: dev_t, number: ino_t)?
    /// The last write ended within a line.
    private var isLineOpen = false

    init(_ place: AccessLogConfiguration) {
        switch place {
        case .standardOutput:
            path = nil
            descriptor = dup(STDOUT_FILENO)
        case .file(let path): self.path = path
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends whole lines; returns how many of them were lost.
    mutating func append(_ lines: [UInt8]) -> Int {
        openAnewIfMoved()
        guard descriptor >= 0 else { return Self.lineCount(lines[...]) }
        if isLineOpen, write([UInt8(ascii: "\n")]) == 1 { isLineOpen = false }
        let written = write(lines)
        guard written < lines.count else { return 0 }
        isLineOpen = isLineOpen || (written > 0 && lines[written - 1] != UInt8(ascii: "\n"))
        return Self.lineCount(lines[written...])
    }

    private static func lineCount(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 == UInt8(ascii: "\n") } }

    /// Whoever rotates logs moves the file away, or removes it: then another one is begun at its path.
    private mutating func openAnewIfMoved() {
        guard let path else { return }
        var found = stat()
        if descriptor >= 0, stat(path, &found) == 0, let identity, identity == (found.st_dev, found.st_ino) { return }
        if descriptor >= 0 { close(descriptor) }
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o640)
        identity = descriptor >= 0 && fstat(descriptor, &found) == 0 ? (found.st_dev, found.st_ino) : nil
        isLineOpen = false
    }

    /// Returns how many bytes were written before something was in the way.
    private func write(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                var waiter = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                let ready = poll(&waiter, 1, Self.pipePatience)
                if ready < 0, errno == EINTR { continue }
                guard ready > 0 else { break }
                let portion = path == nil ? min(Self.pipePortion, buffer.count - written) : buffer.count - written
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, portion)
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { break }
                written += count
            }
            return written
        }
    }
}
