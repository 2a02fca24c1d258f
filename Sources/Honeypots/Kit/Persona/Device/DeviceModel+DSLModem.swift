extension DeviceModel {
    /// DSL gateways on Broadcom chips.
    static let dslModem = DeviceModel(
        name: "DSL modem", architecture: .mipsBigEndian,
        vendors: [0x001349, 0x5067f0, 0x404a03, 0x0019cb, 0x0023f8, 0x04a222, 0x0c8e29, 0x345760],
        chips: ["963268MBV", "96328A-1341N1", "96362RMW", "963168VX"], processor: "Broadcom BMIPS4350 V8.0",
        cores: [1, 2],
        memoryKiB: [59_688, 122_816], kernelReleases: ["2.6.30", "2.6.30.10", "3.4.11-rt19"],
        kernelFlavour: "SMP PREEMPT",
        compilers: ["gcc version 4.4.2 (Buildroot 2010.02-git)", "gcc version 4.6.2 (Buildroot 2011.11)"],
        busyboxVersions: ["1.10.3", "1.11.2", "1.13.4"], firmwareYears: 2010...2015,
        hostnames: .oneOf(["localhost", "home", "dsldevice", "gateway", "mygateway"]),
        telnet: TelnetDress(
            daemon: .busyboxOld, issue: "", namesHost: false, shellPrompt: "# ", shellGreets: true, motd: ""),
        accounts: ["admin", "support", "user"],
        lanAddresses: ["192.168.1.1", "192.168.2.1", "192.168.1.254", "10.0.0.138"],
        lanInterface: "br0", wanInterface: "ppp0.1",
        mounts: [
            DeviceMount("rootfs", "/", "rootfs", "rw"),
            DeviceMount("/dev/root", "/", "squashfs", "ro,relatime", sizeKiB: 11_264, usedKiB: 11_264),
        ] + DeviceMount.kernel + [
            DeviceMount("tmpfs", "/var", "tmpfs", "rw,relatime,size=420k", sizeKiB: 420, usedKiB: 208),
            DeviceMount("tmpfs", "/mnt", "tmpfs", "rw,relatime,size=16k", sizeKiB: 16),
            DeviceMount("tmpfs", "/tmp", "tmpfs", "rw,relatime", sizeKiB: 29_840, usedKiB: 24),
            DeviceMount("/dev/mtdblock5", "/data", "jffs2", "rw,relatime", sizeKiB: 4096, usedKiB: 748),
        ],
        partitions: [
            ("rootfs", 11_264), ("rootfs_update", 11_264), ("data", 4096), ("nvram", 128), ("image", 15_232),
        ],
        services: [
            "smd", "ssk", "wlmngr -m 0", "dnsproxy", "httpd -m 0", "dhcpd", "mcpd", "acsd", "swmdk", "tr69c -m 0",
        ],
        vendorFolder: "/opt/bin")
}
