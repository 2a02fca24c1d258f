extension DeviceModel {
    /// Set-top boxes with a full Linux Telnet daemon in front of BusyBox.
    static let setTopBox = DeviceModel(
        name: "set-top box", architecture: .aarch64,
        vendors: [0x000202, 0x5c0ffb, 0x00cb7a, 0x7cb21b, 0x0024a5],
        chips: ["Amlogic", "hi3798mv100", "bcm7252s"], processor: "AArch64 Processor rev 4 (aarch64)", cores: [4],
        memoryKiB: [819_712, 1_003_520, 1_883_648],
        kernelReleases: ["3.14.29", "4.9.113", "3.18.24", "4.1.20-1.9"], kernelFlavour: "SMP PREEMPT",
        compilers: [
            "gcc version 4.9.2 20140904 (prerelease) (crosstool-NG linaro-1.13.1-4.9-2014.09 - Linaro GCC 4.9-2014.09) ",
            "gcc version 6.3.1 20170109 (Linaro GCC 6.3-2017.02) ",
        ],
        busyboxVersions: ["1.22.1", "1.24.1", "1.27.2"], firmwareYears: 2016...2021,
        hostnames: .serial(["stb-", "amino", "mediabox", "iptv"]),
        telnet: TelnetDress(
            daemon: .netkit, issue: "", namesHost: true, shellPrompt: "\\u@\\h:\\w# ", shellGreets: false, motd: ""),
        accounts: ["admin"], lanAddresses: ["192.168.1.33", "192.168.0.15", "10.0.0.21", "192.168.178.40"],
        lanInterface: "eth0", wanInterface: nil,
        mounts: [
            DeviceMount("/dev/root", "/", "ext4", "rw,relatime,data=ordered", sizeKiB: 1_032_088, usedKiB: 402_716),
            DeviceMount("devtmpfs", "/dev", "devtmpfs", "rw,relatime,size=409856k,mode=755", sizeKiB: 409_856),
        ] + DeviceMount.kernel + [
            DeviceMount("tmpfs", "/tmp", "tmpfs", "rw,nosuid,nodev", sizeKiB: 409_856, usedKiB: 84),
            DeviceMount("tmpfs", "/run", "tmpfs", "rw,nosuid,nodev,mode=755", sizeKiB: 409_856, usedKiB: 8700),
            DeviceMount(
                "/dev/mmcblk0p7", "/data", "ext4", "rw,nosuid,nodev,noatime", sizeKiB: 5_029_504, usedKiB: 1_206_148),
        ],
        partitions: [
            ("bootloader", 4096), ("env", 8192), ("boot", 32_768), ("rootfs", 1_048_576), ("data", 5_242_880),
        ],
        services: [
            "/usr/bin/mediaserver", "/usr/sbin/dbus-daemon --system", "/usr/bin/stbapp -platform linuxfb",
            "/usr/sbin/ntpd -g",
        ],
        vendorFolder: "/usr/bin")
}
