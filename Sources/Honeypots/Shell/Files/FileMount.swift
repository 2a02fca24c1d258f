/// A mounted file system as the visitor finds it.
struct FileMount: Hashable, Sendable {
    var path: ByteString
    var source: ByteString
    var type: ByteString
    var options: ByteString
    var sizeKiB: Int
    var usedKiB: Int

    init(_ mount: DeviceMount) {
        path = ByteString(mount.path)
        source = ByteString(mount.source)
        type = ByteString(mount.type)
        options = ByteString(mount.options)
        sizeKiB = mount.sizeKiB
        usedKiB = mount.usedKiB
    }

    init(
        path: ByteString, source: ByteString, type: ByteString, options: ByteString, sizeKiB: Int = 0, usedKiB: Int = 0
    ) {
        (self.path, self.source, self.type, self.options) = (path, source, type, options)
        (self.sizeKiB, self.usedKiB) = (sizeKiB, usedKiB)
    }

    var isWritable: Bool { options.hasPrefix("rw") }

    /// Types of file systems that hold what the kernel puts there and nothing else.
    private static let kernelTypes: Set<ByteString> = [
        "proc", "sysfs", "devpts", "securityfs", "cgroup2", "pstore", "bpf", "debugfs", "tracefs",
    ]

    var isKernel: Bool { Self.kernelTypes.contains(type) }

    func holds(_ path: ByteString) -> Bool {
        self.path == "/" || path == self.path || path.hasPrefix(self.path) && path[self.path.count] == UInt8(ascii: "/")
    }

    /// Changes `rw` to `ro` or back.
    mutating func setWritable(_ isWritable: Bool) {
        let rest = options.drop { $0 != UInt8(ascii: ",") }
        options = (isWritable ? "rw" : "ro") + ByteString(rest)
    }
}
