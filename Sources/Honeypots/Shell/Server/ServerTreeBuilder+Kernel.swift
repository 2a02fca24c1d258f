extension ServerTreeBuilder {
    /// /proc without the processes, and what matters of /sys.
    mutating func addKernelFiles() {
        let system = host.system
        kernel("/proc/version", ServerProcessor.banner(system) + "\n")
        kernel("/proc/cpuinfo", ServerProcessor(host, hardware).text)
        kernel(
            "/proc/cmdline", "BOOT_IMAGE=/boot/vmlinuz-\(system.kernelRelease) root=UUID=\(hardware.rootID) ro quiet\n")
        kernel(
            "/proc/filesystems",
            [
                "sysfs", "tmpfs", "bdev", "proc", "cgroup", "cgroup2", "cpuset", "devtmpfs", "debugfs", "tracefs",
                "securityfs", "sockfs", "bpf", "pipefs", "ramfs", "hugetlbfs", "devpts", "mqueue", "pstore", "autofs",
            ].map { "nodev\t\($0)\n" }.joined() + "\text3\n\text2\n\text4\n")
        var partitions = "major minor  #blocks  name\n\n"
        let major = hardware.diskMajor
        let rows =
            [(0, hardware.disk, hardware.diskMiB)]
            + hardware.partitionsMiB.map { ($0.number, hardware.partition($0.number), $0.size) }
        for (minor, name, size) in rows {
            let blocks = minor == 2 ? 1 : size * 1024
            partitions +=
                "\(ByteString("\(major)").indented(to: 4).text) \(ByteString("\(minor)").indented(to: 8).text) \(ByteString("\(blocks)").indented(to: 10).text) \(name)\n"
        }
        kernel("/proc/partitions", partitions)
        kernel(
            "/proc/swaps",
            "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/\(ByteString(hardware.partition(5)).padded(to: 35))partition\t\(hardware.swapMiB * 1024 - 4)\t\t0\t\t-2\n"
        )
        kernel(
            "/proc/devices",
            "Character devices:\n  1 mem\n  4 /dev/vc/0\n  4 tty\n  4 ttyS\n  5 /dev/tty\n  5 /dev/console\n  5 /dev/ptmx\n  7 vcs\n 10 misc\n 13 input\n 29 fb\n128 ptm\n136 pts\n180 usb\n189 usb_device\n226 drm\n251 rtc\n\nBlock devices:\n  7 loop\n  8 sd\n  9 md\n 11 sr\n253 device-mapper\n\(major) \(hardware.disk.hasPrefix("vd") ? "virtblk" : "blkext")\n"
        )
        kernel("/proc/modules", ServerProcessor.modules(hardware))
        kernel("/proc/execdomains", "0-0\tLinux           \t[kernel]\n")
        kernel(
            "/proc/cgroups",
            "#subsys_name\thierarchy\tnum_cgroups\tenabled\n"
                + [
                    "cpuset", "cpu", "cpuacct", "blkio", "memory", "devices", "freezer", "net_cls", "perf_event",
                    "net_prio", "pids", "rdma",
                ].map { "\($0)\t0\t61\t1\n" }.joined())
        for name in [
            "buddyinfo", "consoles", "crypto", "dma", "fb", "iomem", "ioports", "kallsyms", "key-users", "keys",
            "kpagecgroup", "kpagecount", "kpageflags", "locks", "mdstat", "misc", "mtrr", "pagetypeinfo", "schedstat",
            "slabinfo", "softirqs", "sysrq-trigger", "timer_list", "vmallocinfo", "zoneinfo",
        ] {
            kernel("/proc/\(name)", "")
        }
        file("/proc/kmsg", mode: 0o400, "")
        for (name, live) in [
            ("uptime", .uptime), ("loadavg", .loadAverage), ("meminfo", .memory), ("stat", .statistics),
            ("diskstats", .disks), ("vmstat", .paging), ("interrupts", .interrupts),
        ] as [(String, LiveFile)] {
            self.live("/proc/\(name)", live)
        }
        link("/proc/mounts", to: "self/mounts")
        link("/proc/net", to: "self/net")
        for path in [
            "/proc/acpi", "/proc/bus/pci", "/proc/driver", "/proc/fs", "/proc/irq", "/proc/sysvipc", "/proc/tty",
            "/proc/scsi",
        ] {
            directory(path, mode: 0o555)
        }
        addParameters()
        addSystemTree()
    }

    /// A file of the kernel's that always says the same.
    mutating func kernel(_ path: String, mode: UInt16 = 0o444, _ text: String) { file(path, mode: mode, text) }

    /// /proc/sys (sysctl).
    private mutating func addParameters() {
        let system = host.system
        let constant = [
            ("osrelease", system.kernelRelease), ("ostype", "Linux"), ("version", system.kernelVersion),
            ("ngroups_max", "65536"), ("cap_last_cap", "39"), ("random/entropy_avail", "256"),
            ("random/poolsize", "256"),
        ]
        for (name, value) in constant { kernel("/proc/sys/kernel/\(name)", value + "\n") }
        live("/proc/sys/kernel/random/uuid", .identity)
        kernel("/proc/sys/kernel/random/boot_id", bootIdentity + "\n")
        let kernelValues = [
            ("hostname", host.hostname), ("domainname", "(none)"), ("pid_max", "\(ServerProcessNumbers.most)"),
            ("threads-max", "\(hardware.memoryKiB / 128)"), ("randomize_va_space", "2"), ("dmesg_restrict", "1"),
            ("kptr_restrict", "0"), ("yama/ptrace_scope", "0"), ("sysrq", "438"), ("panic", "0"),
            ("core_pattern", "core"), ("printk", "4\t4\t1\t7"), ("shmmax", "18446744073692774399"),
            ("shmall", "18446744073692774399"), ("shmmni", "4096"), ("sem", "32000\t1024000000\t500\t32000"),
            ("perf_event_paranoid", "3"), ("unprivileged_userns_clone", "1"), ("nmi_watchdog", "0"),
            ("modprobe", "/sbin/modprobe"), ("hotplug", ""),
        ]
        for (name, value) in kernelValues { file("/proc/sys/kernel/\(name)", value + "\n") }
        let others = [
            ("vm/swappiness", "10"), ("vm/overcommit_memory", "1"), ("vm/overcommit_ratio", "50"),
            ("vm/nr_hugepages", "0"), ("vm/max_map_count", "65530"), ("vm/dirty_ratio", "20"),
            ("vm/dirty_background_ratio", "10"), ("vm/vfs_cache_pressure", "100"), ("vm/min_free_kbytes", "67584"),
            ("fs/file-max", "200000"), ("fs/nr_open", "1048576"), ("fs/inotify/max_user_watches", "65536"),
            ("fs/suid_dumpable", "0"), ("net/ipv4/ip_forward", "0"), ("net/ipv4/ip_local_port_range", "32768\t60999"),
            ("net/ipv4/tcp_syncookies", "1"), ("net/ipv4/tcp_congestion_control", "cubic"),
            ("net/ipv4/tcp_fin_timeout", "60"), ("net/ipv4/icmp_echo_ignore_all", "0"),
            ("net/ipv4/conf/all/rp_filter", "0"), ("net/ipv4/conf/all/forwarding", "0"),
            ("net/ipv4/conf/default/rp_filter", "0"), ("net/ipv6/conf/all/disable_ipv6", "0"),
            ("net/ipv6/conf/all/forwarding", "0"), ("net/core/somaxconn", "1024"),
            ("net/core/default_qdisc", "pfifo_fast"), ("net/core/rmem_max", "212992"), ("net/core/wmem_max", "212992"),
        ]
        for (name, value) in others { file("/proc/sys/\(name)", value + "\n") }
        file("/proc/sys/vm/drop_caches", mode: 0o200, "0\n")
        kernel("/proc/sys/fs/file-nr", "1184\t0\t200000\n")
    }

    private var bootIdentity: String {
        var generator = persona.generator(for: "boot identity")
        let digits = Array(generator.hexadecimal(digits: 32))
        let part = { (range: Range<Int>) in String(digits[range]) }
        return "\(part(0..<8))-\(part(8..<12))-4\(part(13..<16))-8\(part(17..<20))-\(part(20..<32))"
    }

    private mutating func addSystemTree() {
        for path in [
            "/sys/block", "/sys/bus/pci/devices", "/sys/bus/usb/devices", "/sys/class/block", "/sys/class/hwmon",
            "/sys/class/thermal", "/sys/class/tty", "/sys/dev/block", "/sys/devices/virtual", "/sys/firmware/acpi",
            "/sys/firmware/memmap", "/sys/fs/bpf", "/sys/fs/cgroup", "/sys/fs/ext4", "/sys/fs/pstore",
            "/sys/hypervisor", "/sys/kernel/debug", "/sys/kernel/security", "/sys/kernel/tracing", "/sys/module",
            "/sys/power",
        ] {
            directory(path)
        }
        let identity = [
            ("sys_vendor", hardware.vendor), ("product_name", hardware.product),
            ("product_version", hardware.platform == .kvm ? "pc-i440fx-5.2" : "None"),
            ("chassis_vendor", hardware.vendor), ("chassis_type", hardware.platform == .metal ? "23" : "1"),
            ("bios_vendor", hardware.firmwareVendor), ("bios_version", hardware.firmwareVersion),
            ("bios_date", hardware.firmwareDate), ("board_vendor", hardware.vendor), ("board_name", hardware.product),
        ]
        for (name, value) in identity {
            kernel("/sys/devices/virtual/dmi/id/\(name)", value + "\n")
        }
        for name in ["product_serial", "product_uuid", "board_serial", "chassis_serial"] {
            file(
                "/sys/devices/virtual/dmi/id/\(name)", mode: 0o400,
                name == "product_uuid" ? bootIdentity + "\n" : "None\n")
        }
        link("/sys/class/dmi/id", to: "../../devices/virtual/dmi/id")
        for (interface, address, unit, kind) in [
            ("lo", "00:00:00:00:00:00", 65_536, "772"),
            (hardware.interface, host.hardwareAddress.description, 1500, "1"),
        ] {
            let folder = "/sys/class/net/\(interface)"
            for (name, value) in [
                ("address", address), ("mtu", "\(unit)"), ("operstate", interface == "lo" ? "unknown" : "up"),
                ("carrier", "1"), ("type", kind), ("flags", interface == "lo" ? "0x9" : "0x1003"),
                ("ifindex", interface == "lo" ? "1" : "2"),
                ("speed", interface == "lo" ? "" : hardware.platform == .kvm ? "-1" : "1000"), ("duplex", "full"),
                ("tx_queue_len", "1000"),
            ] {
                kernel("\(folder)/\(name)", value + "\n")
            }
        }
        kernel("/sys/block/\(hardware.disk)/size", "\(hardware.diskMiB * 2048)\n")
        kernel("/sys/block/\(hardware.disk)/removable", "0\n")
        kernel("/sys/block/\(hardware.disk)/queue/rotational", hardware.platform == .kvm ? "1\n" : "0\n")
        let last = host.cores - 1
        for name in ["online", "possible", "present"] {
            kernel("/sys/devices/system/cpu/\(name)", last == 0 ? "0\n" : "0-\(last)\n")
        }
        for core in 0..<host.cores { directory("/sys/devices/system/cpu/cpu\(core)") }
        kernel("/sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n")
        kernel("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma\n")
        kernel("/sys/power/state", "freeze mem disk\n")
        kernel("/sys/class/tty/console/active", "tty0\n")
    }
}
