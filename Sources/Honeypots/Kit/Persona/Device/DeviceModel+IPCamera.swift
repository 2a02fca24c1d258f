extension DeviceModel {
    /// Network cameras on Ingenic chips.
    static let ipCamera = DeviceModel(
        name: "network camera", architecture: .mipsLittleEndian,
        vendors: [0x00e04c, 0x105a17, 0x3cef8c, 0x4cbd8f],
        chips: ["isvp", "t20", "swan"], processor: "Ingenic JZRISC V4.15  FPU V0.0", cores: [1],
        memoryKiB: [38_652, 43_420, 61_776], kernelReleases: ["3.10.14", "3.10.14__isvp_swan_1.0__"],
        kernelFlavour: "PREEMPT",
        compilers: [
            "gcc version 4.7.2 (Ingenic r2.3.3 2016.12) ",
            "gcc version 5.4.0 (Ingenic Linux-Release5.1.1-Default_xburst_glibc2.22) ",
        ],
        busyboxVersions: ["1.22.1", "1.24.1", "1.26.2"], firmwareYears: 2016...2021,
        hostnames: .oneOf(["Ingenic-uc1_1", "anjvision", "localhost", "ipcam", "IPCamera"]),
        telnet: TelnetDress(
            daemon: .busybox, issue: "\n", namesHost: true, shellPrompt: "[\\u@\\h:\\W]# ", shellGreets: false,
            motd: ""),
        accounts: ["admin"], lanAddresses: ["192.168.1.168", "192.168.0.120", "192.168.1.88", "10.10.10.168"],
        lanInterface: "eth0", wanInterface: nil,
        mounts: [
            DeviceMount("rootfs", "/", "rootfs", "rw"),
            DeviceMount("/dev/root", "/", "squashfs", "ro,relatime", sizeKiB: 3328, usedKiB: 3328),
            DeviceMount(
                "devtmpfs", "/dev", "devtmpfs", "rw,relatime,size=19304k,nr_inodes=4826,mode=755", sizeKiB: 19_304),
        ] + DeviceMount.kernel + [
            DeviceMount("tmpfs", "/tmp", "tmpfs", "rw,relatime", sizeKiB: 19_324, usedKiB: 148),
            DeviceMount("tmpfs", "/run", "tmpfs", "rw,relatime,mode=755", sizeKiB: 19_324, usedKiB: 12),
            DeviceMount("tmpfs", "/var", "tmpfs", "rw,relatime", sizeKiB: 19_324, usedKiB: 36),
            DeviceMount("/dev/mtdblock4", "/system", "jffs2", "rw,relatime", sizeKiB: 3712, usedKiB: 2604),
        ],
        partitions: [("boot", 256), ("kernel", 2048), ("root", 3328), ("driver", 640), ("appfs", 3712), ("cfg", 384)],
        services: ["/system/bin/ucamera", "/system/bin/onvif_server", "/system/bin/singleBoadTest -d"],
        vendorFolder: "/system/bin")
}
