import Glibc

/// A file read from front to back in pieces, so that its size does not matter.
struct InputFile: ~Copyable {
    /// Large enough that system calls cost nothing beside parsing, small enough to stay in the processor's cache.
    static let pieceSize = 64 << 10

    private let path: String
    private let descriptor: Int32

    init(path: String) throws(BlocklistError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: path, .last) }
    }

    deinit { close(descriptor) }

    /// The size of a regular file; for anything else 0.
    var expectedBytes: Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return Int(status.st_size)
    }

    /// Reads the next piece to the front of `buffer` and returns its length, `nil` at the end of the file.
    func read(into buffer: inout [UInt8]) throws(BlocklistError) -> Int? {
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count < 0 else { return count == 0 ? nil : count }
            let failure = SystemFailure.last
            if failure.code == EISDIR { throw .isDirectory(file: path) }
            if failure.code != EINTR { throw .unreadable(file: path, failure) }
        }
    }
}
