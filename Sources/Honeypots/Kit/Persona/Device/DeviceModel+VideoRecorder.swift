extension DeviceModel {
    /// Digital video recorders on HiSilicon chips: the device most Telnet worms were written for.
    static let videoRecorder = DeviceModel(
        name: "video recorder", architecture: .armv7,
        // Dahua, Hikvision, and the maker of the reference boards.
        vendors: [0x3cef8c, 0xe0508b, 0x4c11bf, 0x4419b6, 0xc056e3, 0xbcad28],
        chips: ["hi3520d", "hi3531", "hi3521a", "hi3535"], processor: "ARMv7 Processor rev 1 (v7l)", cores: [1, 2],
        memoryKiB: [57_344, 92_160, 124_928, 251_904],
        kernelReleases: ["3.0.8", "3.4.35", "3.10.0_hi3521a", "3.10.0_hi3535"], kernelFlavour: "SMP",
        compilers: [
            "gcc version 4.4.1 (Hisilicon_v100(gcc4.4-290+uclibc_0.9.32.1+eabi+linuxpthread))",
            "gcc version 4.8.3 20131202 (prerelease) (Hisilicon_v300)",
        ],
        busyboxVersions: ["1.10.2", "1.12.4", "1.13.3"], firmwareYears: 2010...2016, hostnames: .unset,
        telnet: TelnetDress(
            daemon: .busyboxOld, issue: "\n", namesHost: true, shellPrompt: "\\w # ", shellGreets: true,
            motd: ""),
        accounts: ["admin", "default"],
        lanAddresses: ["192.168.1.10", "192.168.1.108", "192.168.0.64", "192.168.1.64"],
        lanInterface: "eth0", wanInterface: nil,
        mounts: [
            DeviceMount("rootfs", "/", "rootfs", "rw"),
            DeviceMount("/dev/root", "/", "squashfs", "ro,relatime", sizeKiB: 4352, usedKiB: 4352),
        ] + DeviceMount.kernel + [
            DeviceMount("tmpfs", "/dev", "tmpfs", "rw,relatime", sizeKiB: 28_672, usedKiB: 4),
            DeviceMount("ramfs", "/tmp", "ramfs", "rw,relatime"),
            DeviceMount("ramfs", "/var", "ramfs", "rw,relatime"),
            DeviceMount("/dev/mtdblock3", "/usr", "squashfs", "ro,relatime", sizeKiB: 6784, usedKiB: 6784),
            DeviceMount("/dev/mtdblock6", "/mnt/mtd", "jffs2", "rw,relatime", sizeKiB: 1280, usedKiB: 412),
        ],
        partitions: [
            ("boot", 256), ("kernel", 1792), ("romfs", 4352), ("user", 6784), ("web", 1152), ("custom", 768),
            ("mtd", 1280),
        ],
        services: ["/usr/bin/Sofia", "/usr/sbin/dvrHelper 127.0.0.1 9578 1", "/usr/bin/watchdogd -t 60"],
        vendorFolder: "/usr/bin")
}
