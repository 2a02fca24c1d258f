import Foundation
import Glibc

/// Scripts that stand in for programs.
package enum TestProgram {
    /// Writes a shell script that can be run at once.
    ///
    /// - Returns: its path.
    package static func write(_ script: String, to path: String) throws -> String {
        try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        // A child of another test may hold the file open for writing between its fork and its exec: the kernel gives a
        // read lease when nobody does any more (fcntl(2)).
        let file = open(path, O_RDONLY)
        defer { close(file) }
        while fcntl(file, setLease, Int32(F_RDLCK)) != 0, errno == EAGAIN { sched_yield() }
        _ = fcntl(file, setLease, Int32(F_UNLCK))
        return path
    }

    /// F_SETLEASE of fcntl.h, which is there for GNU sources only.
    private static let setLease: Int32 = 1024
}
