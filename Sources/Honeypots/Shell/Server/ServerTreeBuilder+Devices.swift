extension ServerTreeBuilder {
    /// /dev, by the numbers of devices.txt in the kernel's documentation.
    mutating func addDevices() {
        for path in [
            "/dev/block", "/dev/char", "/dev/cpu", "/dev/disk/by-id", "/dev/disk/by-path", "/dev/disk/by-uuid",
            "/dev/hugepages", "/dev/input", "/dev/mapper", "/dev/mqueue", "/dev/net", "/dev/pts", "/dev/snd",
            "/dev/vfio",
        ] {
            directory(path)
        }
        directory("/dev/shm", mode: 0o1777)
        character("null", 1, 3, mode: 0o666, .null)
        character("zero", 1, 5, mode: 0o666, .zero)
        character("full", 1, 7, mode: 0o666, .full)
        character("random", 1, 8, mode: 0o666, .random)
        character("urandom", 1, 9, mode: 0o666, .random)
        character("kmsg", 1, 11, mode: 0o644, .idle)
        character("mem", 1, 1, mode: 0o640, group: "kmem", .idle)
        character("port", 1, 4, mode: 0o640, group: "kmem", .idle)
        character("tty", 5, 0, mode: 0o666, group: "tty", .terminal)
        character("console", 5, 1, mode: 0o600, group: "tty", .idle)
        character("ptmx", 5, 2, mode: 0o666, group: "tty", .idle)
        for index in 0..<64 { character("tty\(index)", 4, index, mode: 0o620, group: "tty", .idle) }
        for index in 0..<4 { character("ttyS\(index)", 4, 64 + index, mode: 0o660, group: "dialout", .idle) }
        for index in 0..<7 {
            character("vcs\(index == 0 ? "" : "\(index)")", 7, index, mode: 0o660, group: "tty", .idle)
            character("vcsa\(index == 0 ? "" : "\(index)")", 7, 128 + index, mode: 0o660, group: "tty", .idle)
        }
        for (name, minor) in [
            ("rtc0", 0), ("hpet", 228), ("hwrng", 183), ("fuse", 229), ("nvram", 144), ("uinput", 223),
            ("vga_arbiter", 63), ("userio", 240), ("uhid", 239), ("vhost-net", 238), ("snapshot", 231),
            ("cpu_dma_latency", 124), ("btrfs-control", 234), ("autofs", 235), ("loop-control", 237),
        ] {
            character(name, name == "rtc0" ? 251 : 10, minor, mode: 0o600, .idle)
        }
        character("net/tun", 10, 200, mode: 0o666, .idle)
        character("pts/ptmx", 5, 2, mode: 0, .idle)
        character("pts/0", 136, 0, mode: 0o620, group: "tty", .terminal)
        link("/dev/fd", to: "/proc/self/fd")
        link("/dev/stdin", to: "/proc/self/fd/0")
        link("/dev/stdout", to: "/proc/self/fd/1")
        link("/dev/stderr", to: "/proc/self/fd/2")
        link("/dev/core", to: "/proc/kcore")
        link("/dev/log", to: "/run/systemd/journal/dev-log")
        link("/dev/initctl", to: "/run/initctl")
        link("/dev/rtc", to: "rtc0")
        for index in 0..<8 { block("loop\(index)", 7, index, bytes: 0) }
        let major = hardware.diskMajor
        let sizes = hardware.partitionsMiB
        block(hardware.disk, major, 0, bytes: hardware.diskMiB << 20)
        for (number, size) in sizes { block(hardware.partition(number), major, number, bytes: size << 20) }
        link("/dev/disk/by-uuid/\(hardware.rootID)", to: "../../\(hardware.partition(1))")
        link("/dev/disk/by-uuid/\(hardware.swapID)", to: "../../\(hardware.partition(5))")
        if hardware.platform != .metal {
            block("sr0", 11, 0, bytes: 0)
            link("/dev/cdrom", to: "sr0")
            link("/dev/dvd", to: "sr0")
        }
    }

    private mutating func character(
        _ name: String, _ major: Int, _ minor: Int, mode: UInt16, group: String = "root",
        _ behaviour: SpecialFile.Behaviour
    ) {
        special(
            "/dev/\(name)", mode: mode, group: group,
            SpecialFile(isBlock: false, major: major, minor: minor, behaviour: behaviour))
    }

    private mutating func block(_ name: String, _ major: Int, _ minor: Int, bytes: Int) {
        let behaviour: SpecialFile.Behaviour = bytes > 0 ? .storage(bytes) : .idle
        special(
            "/dev/\(name)", mode: 0o660, group: "disk",
            SpecialFile(isBlock: true, major: major, minor: minor, behaviour: behaviour))
    }

    /// /run, as far as people look.
    mutating func addRuntimeFiles() {
        for path in [
            "/run/lock", "/run/systemd/journal", "/run/systemd/units", "/run/systemd/sessions", "/run/systemd/users",
            "/run/udev/data", "/run/dbus", "/run/initramfs", "/run/log/journal", "/run/mount", "/run/network",
            "/run/shm", "/run/sshd", "/run/sudo", "/run/user", "/run/mysqld", "/run/credentials",
        ] {
            directory(path)
        }
        directory("/run/user/0", mode: 0o700)
        link("/var/run", to: "/run")
        link("/var/lock", to: "/run/lock")
        let number = { [processes] (command: String) in
            processes.first { $0.command.hasPrefix(ByteString(command)) }.map { "\($0.id)\n" } ?? "1\n"
        }
        file("/run/sshd.pid", number("sshd: "))
        file("/run/crond.pid", number("/usr/sbin/cron"))
        file("/run/rsyslogd.pid", number("/usr/sbin/rsyslogd"))
        file("/run/mysqld/mysqld.pid", mode: 0o660, of: "mysql", number("/usr/sbin/mariadbd"))
        file("/run/utmp", mode: 0o664, of: "root", group: "utmp", "")
        file("/run/motd.dynamic", "")
        file("/run/network/ifstate", "lo=lo\n\(hardware.interface)=\(hardware.interface)\n")
    }
}
