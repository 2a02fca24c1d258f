import ThreatModel

extension DeviceTreeBuilder {
    /// /etc.
    mutating func addSettings() {
        var shadow = "root:\(device.passwordHash):0:0:99999:7:::\n"
        for account in device.model.accounts { shadow += "\(account):\(device.passwordHash):0:0:99999:7:::\n" }
        kernelFile("/etc/passwd", mode: 0o644, .live(.accounts))
        file("/etc/shadow", mode: 0o600, shadow + "nobody:*:0:0:99999:7:::\n")
        file("/etc/group", "root:x:0:\(device.model.accounts.joined(separator: ","))\nnobody:x:99:\n")
        file("/etc/hostname", device.hostname + "\n")
        file("/etc/hosts", "127.0.0.1\tlocalhost\n\(device.lanAddress)\t\(device.hostname)\n")
        file("/etc/resolv.conf", "nameserver \(resolver)\n")
        file("/etc/fstab", "proc\t/proc\tproc\tdefaults\t0 0\nsysfs\t/sys\tsysfs\tdefaults\t0 0\n")
        file(
            "/etc/inittab",
            "::sysinit:/etc/init.d/rcS\nttyS0::respawn:/sbin/getty -L ttyS0 115200 vt100\n::restart:/sbin/init\n")
        file("/etc/profile", "export PATH=/sbin:/usr/sbin:/bin:/usr/bin\n")
        file("/etc/issue", device.telnet.issue)
        file("/etc/shells", "/bin/sh\n/bin/ash\n")
        file("/etc/TZ", device.zone.name + "\n")
        file(
            "/etc/version",
            "V\(generator.number(in: 1...5)).\(generator.below(10)).\(generator.below(40)) build \(build)\n")
        file("/etc/services", "ftp\t21/tcp\nssh\t22/tcp\ntelnet\t23/tcp\ndomain\t53/udp\ntftp\t69/udp\nhttp\t80/tcp\n")
        var start = "#!/bin/sh\nmount -a\nmkdir -p /dev/pts /var/run /var/log\nmount -t devpts devpts /dev/pts\n"
        start +=
            "ifconfig lo 127.0.0.1 up\nifconfig \(device.model.lanInterface) \(device.lanAddress) netmask 255.255.255.0 up\n"
        for service in device.model.services { start += service + " &\n" }
        file("/etc/init.d/rcS", mode: 0o755, start + "telnetd &\n")
        file("/etc/serial", device.serial + "\n")
    }

    /// The gateway is on the outside of a router, and a neighbour of everything else.
    private var resolver: String {
        device.model.wanInterface == nil
            ? device.lanAddress.split(separator: ".").dropLast().joined(separator: ".") + ".1" : "127.0.0.1"
    }

    /// "170314", from the firmware's date.
    private var build: String {
        let time = CivilTime(seconds: Int(device.firmware.packed.seconds) + device.zone.offset)
        return CivilTime.two(time.year % 100) + CivilTime.two(time.month) + CivilTime.two(time.day)
    }
}
