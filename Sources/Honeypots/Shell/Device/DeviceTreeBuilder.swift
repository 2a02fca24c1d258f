import ThreatModel

/// Puts a device's file tree together.
struct DeviceTreeBuilder {
    let device: Device
    var generator: SeededGenerator
    private(set) var tree: FileTree
    /// When the firmware was packed: what its files bear.
    private let packed: Int64

    init(device: Device, generator: SeededGenerator) {
        self.device = device
        self.generator = generator
        packed = device.firmware.packed.seconds
        tree = FileTree(modified: packed)
        for mount in device.model.mounts where mount.path != "/" { directory(mount.path) }
        for path in [
            "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/lib", "/usr/lib", "/usr/share", "/etc", "/dev", "/mnt", "/home",
        ] {
            directory(path)
        }
        for path in ["/var/run", "/var/log", "/var/lock", "/var/spool/cron/crontabs", "/root", "/sys", "/proc", "/opt"]
        {
            directory(path)
        }
        directory("/var/tmp", mode: 0o1777)
        // Firmware without room of its own for temporary files keeps them under /var.
        let isRootWritable = device.model.mounts.last { $0.path == "/" }?.isWritable ?? true
        if isRootWritable || device.model.mounts.contains(where: { $0.path == "/tmp" }) {
            directory("/tmp", mode: 0o1777)
        } else {
            link("/tmp", to: "var/tmp")
        }
        directory("/dev/shm", mode: 0o1777)
    }

    mutating func directory(_ path: String, mode: UInt16 = 0o755) {
        tree.add(path, FileNode(kind: .directory([:]), mode: mode, modified: packed))
    }

    mutating func file(_ path: String, mode: UInt16 = 0o644, _ text: String) {
        file(path, mode: mode, bytes: Array(text.utf8))
    }

    mutating func file(_ path: String, mode: UInt16, bytes: [UInt8]) {
        tree.add(path, FileNode(kind: .file(.bytes(bytes)), mode: mode, modified: packed))
    }

    mutating func link(_ path: String, to target: String) {
        tree.add(path, FileNode(kind: .link(ByteString(target)), mode: 0o777, modified: packed))
    }

    /// A file of /proc or /sys.
    mutating func kernelFile(_ path: String, mode: UInt16 = 0o444, _ content: FileContent) {
        tree.add(path, FileNode(kind: .file(content), mode: mode, modified: packed))
    }

    mutating func program(
        _ path: String, size: Int, mode: UInt16 = 0o755, isBusyBox: Bool = false, strings: [String] = []
    ) {
        var image = ProgramImage(architecture: device.architecture, size: size, seed: generator.next())
        image.isBusyBox = isBusyBox
        image.strings = strings
        tree.add(path, FileNode(kind: .file(.image(image)), mode: mode, modified: packed))
    }

    mutating func special(_ path: String, mode: UInt16 = 0o666, _ file: SpecialFile) {
        tree.add(path, FileNode(kind: .device(file), mode: mode, modified: packed))
    }
}
