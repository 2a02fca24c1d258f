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

    init(path: ByteString, source: ByteString, type: ByteString, options: ByteString) {
        (self.path, self.source, self.type, self.options) = (path, source, type, options)
        sizeKiB = 0
        usedKiB = 0
    }

    var isWritable: Bool { options.hasPrefix("rw") }

    /// proc, sysfs and devpts hold what the kernel puts there and nothing else.
    var isKernel: Bool { type == "proc" || type == "sysfs" || type == "devpts" }

    func holds(_ path: ByteString) -> Bool {
        self.path == "/" || path == self.path || path.hasPrefix(self.path) && path[self.path.count] == UInt8(ascii: "/")
    }

    /// Changes `rw` to `ro` or back.
    mutating func setWritable(_ isWritable: Bool) {
        let rest = options.drop { $0 != UInt8(ascii: ",") }
        options = (isWritable ? "rw" : "ro") + ByteString(rest)
    }
}
