import Glibc

/// A call of the system about a file that failed.
struct BlobFault: Error, Hashable, CustomStringConvertible {
    /// "write", "open" …
    let operation: String
    let path: String
    /// `errno`
    let code: CInt

    init(_ operation: String, _ path: String, code: CInt = errno) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// No room, which may come back by itself.
    var isFull: Bool { code == ENOSPC || code == EDQUOT }

    var isMissing: Bool { code == ENOENT }

    var description: String { "cannot \(operation) \(path): \(String(cString: strerror(code)))" }
}
