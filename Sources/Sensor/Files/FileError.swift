import APIClient
import Glibc

/// A system call on a file that failed.
struct FileError: Error, Hashable, CustomStringConvertible {
    /// What was attempted: "write", "open" …
    let operation: String
    let path: String
    /// `errno`.
    let code: CInt

    /// No room: the disk or the quota is full. Goes away by itself when somebody makes room.
    var isFull: Bool { code == ENOSPC || code == EDQUOT }

    var isMissing: Bool { code == ENOENT }

    var description: String { "cannot \(operation) \(path): \(errorText(code))" }
}
