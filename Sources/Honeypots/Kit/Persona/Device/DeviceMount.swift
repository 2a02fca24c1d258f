/// A mounted file system of a device, as `mount`, `df` and /proc/mounts show it.
package struct DeviceMount: Hashable, Sendable {
    package let source: String
    package let path: String
    package let type: String
    /// Mount options; the first is `rw` or `ro`.
    package let options: String
    /// Size in KiB as `df` counts it; 0 for what has no storage.
    package let sizeKiB: Int
    package let usedKiB: Int

    init(_ source: String, _ path: String, _ type: String, _ options: String, sizeKiB: Int = 0, usedKiB: Int = 0) {
        self.source = source
        self.path = path
        self.type = type
        self.options = options
        self.sizeKiB = sizeKiB
        self.usedKiB = usedKiB
    }

    package var isWritable: Bool { options.hasPrefix("rw") }

    /// What every firmware mounts besides its flash.
    static let kernel: [Self] = [
        Self("proc", "/proc", "proc", "rw,relatime"), Self("sysfs", "/sys", "sysfs", "rw,relatime"),
        Self("devpts", "/dev/pts", "devpts", "rw,relatime,mode=600,ptmxmode=000"),
    ]
}
