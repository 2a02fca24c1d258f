extension DeviceModel {
    /// Optical network terminals on Realtek chips.
    static let fibreTerminal = DeviceModel(
        name: "fibre terminal", architecture: .mipsBigEndian,
        vendors: [0x0019c6, 0x001e73, 0x344b50, 0x00e0fc, 0x286ed4, 0x4846fb, 0x04a2f3, 0x04c1b9],
        chips: ["RTL9602C", "RTL9607C", "RTL9603D"], processor: "56322", cores: [1],
        memoryKiB: [27_560, 58_940, 121_312], kernelReleases: ["2.6.30.9", "3.18.24", "2.6.30.9"], kernelFlavour: "",
        compilers: [
            "gcc version 4.4.5-1.5.5p2 (GCC) ", "gcc version 4.4.7 (Realtek MSDK-4.4.7 Build 2001) ",
            "gcc version 4.8.5 20150209 prerelease (Realtek MSDK-4.8.5p1 Build 2278) ",
        ],
        busyboxVersions: ["1.12.4", "1.18.4", "1.22.1"], firmwareYears: 2015...2020,
        hostnames: .oneOf(["rlx-linux", "ONU4FER1TVASW", "GPON", "localhost", "HG", "F660"]),
        telnet: TelnetDress(
            daemon: .busybox, issue: "\n", namesHost: true, shellPrompt: "# ", shellGreets: true, motd: ""),
        accounts: ["admin", "adsl", "user"], lanAddresses: ["192.168.1.1", "192.168.100.1", "192.168.18.1"],
        lanInterface: "br0", wanInterface: "ppp0",
        mounts: [
            DeviceMount("rootfs", "/", "rootfs", "rw"),
            DeviceMount("/dev/root", "/", "squashfs", "ro,relatime", sizeKiB: 7168, usedKiB: 7168),
        ] + DeviceMount.kernel + [
            DeviceMount("ramfs", "/var", "ramfs", "rw,relatime"),
            DeviceMount("mdev", "/dev", "tmpfs", "rw,relatime", sizeKiB: 29_476),
            DeviceMount("/dev/mtdblock4", "/var/config", "jffs2", "rw,noatime", sizeKiB: 1024, usedKiB: 360),
        ],
        partitions: [
            ("boot", 256), ("env", 8), ("env2", 8), ("static_conf", 32), ("config", 1024), ("k0", 1792), ("r0", 7168),
            ("k1", 1792),
            ("r1", 7168),
        ],
        services: [
            "configd", "boa", "omci_app", "udhcpd -S /var/udhcpd/udhcpd.conf", "spppd", "cwmpClient", "monitord",
        ],
        vendorFolder: "/bin")
}
