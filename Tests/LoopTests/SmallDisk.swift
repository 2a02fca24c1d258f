import Glibc
import TestHosts

/// A file system of a few megabytes, gone with this object.
final class SmallDisk: Sendable {
    static let megabytes = 24
    let path: String

    init(_ path: String) throws {
        self.path = path
        mkdir(path, 0o755)
        try TestCommand.run(["mount", "-t", "tmpfs", "-o", "size=\(Self.megabytes)m", "tmpfs", path])
    }

    deinit { _ = try? TestCommand.run(["umount", "-l", path]) }

    /// Takes every byte that is left.
    func fill() throws {
        try TestCommand.run([
            "sh", "-c",
            "dd if=/dev/zero of=\(path)/filler bs=64k 2>/dev/null || true; dd if=/dev/zero of=\(path)/crumbs bs=1 count=65536 2>/dev/null || true",
        ])
    }

    func empty() {
        unlink(path + "/filler")
        unlink(path + "/crumbs")
    }
}
