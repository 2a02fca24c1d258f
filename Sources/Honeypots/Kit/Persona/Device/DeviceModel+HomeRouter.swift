extension DeviceModel {
    /// Wireless routers on MediaTek and Ralink chips.
    static let homeRouter = DeviceModel(
        name: "home router", architecture: .mipsLittleEndian,
        vendors: [0x50c7bf, 0x14cc20, 0xc04a00, 0xf4f26d, 0xec086b, 0x1c7ee5, 0x28107b, 0xc8be19],
        chips: ["MT7620", "MT7628", "MT7621", "RT5350"], processor: "MIPS 24KEc V5.0", cores: [1],
        memoryKiB: [28_736, 60_128, 125_476], kernelReleases: ["2.6.36", "2.6.36+", "3.10.14", "3.10.14+"],
        kernelFlavour: "",
        compilers: ["gcc version 3.4.2", "gcc version 4.6.3 (Buildroot 2012.11.1)", "gcc version 3.4.6"],
        busyboxVersions: ["1.12.1", "1.19.4", "1.22.1"], firmwareYears: 2014...2019,
        hostnames: .serial(["router", "Router-", "AP", "WR"]),
        telnet: TelnetDress(
            daemon: .busybox, issue: "\n", namesHost: true, shellPrompt: "# ", shellGreets: true, motd: ""),
        accounts: ["admin", "support"], lanAddresses: ["192.168.0.1", "192.168.1.1", "192.168.10.1"],
        lanInterface: "br0", wanInterface: "eth2.2",
        mounts: [
            DeviceMount("rootfs", "/", "rootfs", "rw"),
            DeviceMount("/dev/root", "/", "squashfs", "ro,relatime", sizeKiB: 5632, usedKiB: 5632),
        ] + DeviceMount.kernel + [
            DeviceMount("none", "/var", "ramfs", "rw,relatime"), DeviceMount("none", "/etc", "ramfs", "rw,relatime"),
            DeviceMount("none", "/tmp", "ramfs", "rw,relatime"), DeviceMount("none", "/media", "ramfs", "rw,relatime"),
            DeviceMount("mdev", "/dev", "ramfs", "rw,relatime"),
        ],
        partitions: [("Bootloader", 192), ("Config", 64), ("Factory", 64), ("Kernel", 1408), ("RootFS", 5632)],
        services: ["goahead", "upnpd -D", "nvram_daemon", "dnsmasq", "wscd -m 3 -d 3", "ntpclient -s -c 0"],
        vendorFolder: "/usr/sbin")
}
