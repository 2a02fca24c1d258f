extension DeviceTreeBuilder {
    /// Where BusyBox installs its links, other than /bin.
    private static let folders: [String: [String]] = [
        "/sbin": [
            "arp", "getty", "halt", "ifconfig", "init", "insmod", "klogd", "logread", "lsmod", "modprobe", "poweroff",
            "reboot", "rmmod", "route", "sysctl", "syslogd", "udhcpc",
        ],
        "/usr/bin": [
            "[", "[[", "awk", "basename", "clear", "cmp", "crontab", "cut", "dirname", "du", "env", "expr", "find",
            "free",
            "ftpget", "ftpput", "head", "hexdump", "hostid", "id", "killall", "less", "logger", "md5sum", "mkfifo",
            "nc",
            "nohup", "nproc", "nslookup", "od", "passwd", "pgrep", "pkill", "printf", "readlink", "realpath", "reset",
            "rev",
            "seq", "setsid", "sha1sum", "sha256sum", "sort", "strings", "tail", "tee", "telnet", "test", "tftp", "time",
            "timeout",
            "top", "tr", "traceroute", "tty", "uniq", "uptime", "w", "wc", "wget", "which", "who", "whoami", "xargs",
            "xxd", "yes",
        ],
        "/usr/sbin": ["adduser", "chpasswd", "chroot", "crond", "telnetd"],
    ]

    /// BusyBox, its links, and the programs that stand beside it.
    mutating func addPrograms(_ applets: [ByteString]) {
        program(
            "/bin/busybox", size: generator.number(in: 150...290) * 4096 + generator.below(4096), isBusyBox: true,
            strings: [device.busyboxBanner.text])
        let folderOf = Dictionary(
            uniqueKeysWithValues: Self.folders.flatMap { folder, names in names.map { ($0, folder) } })
        for applet in applets.map(\.text) where applet != "busybox" {
            let folder = folderOf[applet] ?? "/bin"
            link(
                "\(folder)/\(applet)",
                to: folder == "/bin" ? "busybox" : folder.hasPrefix("/usr") ? "../../bin/busybox" : "../bin/busybox")
        }
        for (name, folder) in CommandRegistry.programs {
            program("\(folder)/\(name)", size: generator.number(in: 60...900) * 512 + generator.below(512))
        }
        link("/linuxrc", to: "bin/busybox")
        link("/sbin/init", to: "../bin/busybox")
        addLibraries()
    }

    private mutating func addLibraries() {
        let isMuslLike = device.architecture.is64Bit
        let version = isMuslLike ? "2.19" : generator.pick("0.9.30", "0.9.32.1", "0.9.33.2")
        let loader = isMuslLike ? "ld-linux-aarch64.so.1" : "ld-uClibc.so.0"
        let names =
            isMuslLike
            ? ["libc", "libm", "libpthread", "libdl", "librt", "libcrypt", "libresolv"]
            : ["libc", "libm", "libpthread", "libdl", "librt", "libcrypt", "libnsl", "libresolv", "libutil"]
        let own = isMuslLike ? "ld-\(version).so" : "ld-uClibc-\(version).so"
        program("/lib/\(own)", size: generator.number(in: 20_000...130_000))
        link("/lib/\(loader)", to: own)
        for name in names {
            let file = isMuslLike || name != "libc" ? "\(name)-\(version).so" : "libuClibc-\(version).so"
            program("/lib/\(file)", size: generator.number(in: 8000...480_000), mode: 0o755)
            link("/lib/\(name).so.\(isMuslLike ? "6" : "0")", to: file)
        }
        for name in ["libgcc_s.so.1", "libstdc++.so.6"] {
            program("/lib/\(name)", size: generator.number(in: 90_000...900_000))
        }
        let modules = "/lib/modules/\(device.firmware.kernelRelease)"
        for module in ["usb-storage", "tun", "ppp_generic", "ip_tables", "nf_conntrack", "8021q", "ehci-hcd"]
        where generator.chance(percent: 75) {
            program("\(modules)/\(module).ko", size: generator.number(in: 6000...140_000), mode: 0o644)
        }
    }

    /// The maker's own programs, as far as they run, and the pages it serves.
    mutating func addVendorFiles() {
        let folder = device.model.vendorFolder
        for service in device.model.services {
            let name = String(service.prefix { $0 != " " })
            program(
                name.hasPrefix("/") ? name : "\(folder)/\(name)",
                size: generator.number(in: 40...2400) * 1024 + generator.below(1024))
        }
        let word = InventedName.word(syllables: 2, &generator)
        for name in ["upgrade", "factory_test", "\(word)d", "sysconf"] {
            program("\(folder)/\(name)", size: generator.number(in: 12...260) * 1024 + generator.below(1024))
        }
        file("\(folder)/\(word).sh", mode: 0o755, "#!/bin/sh\n\(folder)/\(word)d -i \(device.model.lanInterface) &\n")
        for name in ["libipc.so", "lib\(word).so", "libnvram.so"] {
            program("/usr/lib/\(name)", size: generator.number(in: 20...400) * 512)
        }
    }

    /// The SSH server, its tools as links to it, and its one key.
    mutating func addDropbear() {
        program("/usr/sbin/dropbear", size: generator.number(in: 180...240) * 1024 + generator.below(1024))
        for name in ["dropbearkey", "scp", "ssh", "dbclient"] { link("/usr/bin/\(name)", to: "../sbin/dropbear") }
        directory("/etc/dropbear", mode: 0o700)
        // Its name and the numbers of a key of 2048 bits (dropbear's own format).
        let head: [UInt8] = [0, 0, 0, 7] + Array("ssh-rsa".utf8) + [0, 0, 0, 3, 1, 0, 1, 0, 0, 1, 1, 0]
        file("/etc/dropbear/dropbear_rsa_host_key", mode: 0o600, bytes: head + generator.bytes(784))
    }
}
