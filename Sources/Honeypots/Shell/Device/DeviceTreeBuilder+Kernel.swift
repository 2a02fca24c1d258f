extension DeviceTreeBuilder {
    /// /proc and what matters of /sys.
    mutating func addKernelFiles(mounts: [DeviceMount]) {
        let firmware = device.firmware
        let constant = { (text: String) in FileContent.bytes(Array(text.utf8)) }
        kernelFile(
            "/proc/version",
            constant(
                "Linux version \(firmware.kernelRelease) (\(firmware.kernelBuilder)) (\(firmware.compiler)) \(firmware.kernelVersion)\n"
            ))
        kernelFile("/proc/cpuinfo", constant(processorText))
        kernelFile(
            "/proc/cmdline",
            constant("console=ttyS0,115200 root=/dev/mtdblock2 rootfstype=squashfs mem=\(device.memoryKiB / 1024)M\n"))
        kernelFile(
            "/proc/filesystems",
            constant(
                "nodev\tsysfs\nnodev\trootfs\nnodev\tproc\nnodev\ttmpfs\nnodev\tdevpts\n\tsquashfs\nnodev\tramfs\n\text2\n\tvfat\nnodev\tjffs2\n"
            ))
        var flash = "dev:    size   erasesize  name\n"
        for (index, partition) in device.model.partitions.enumerated() {
            flash +=
                "mtd\(index): \(Self.hexadecimal(partition.sizeKiB * 1024)) \(Self.hexadecimal(65_536)) \"\(partition.name)\"\n"
        }
        kernelFile("/proc/mtd", constant(flash))
        var partitions = "major minor  #blocks  name\n\n"
        for (index, partition) in device.model.partitions.enumerated() {
            partitions +=
                "  31 \(ByteString("\(index)").indented(to: 8).text) \(ByteString("\(partition.sizeKiB)").indented(to: 10).text) mtdblock\(index)\n"
        }
        kernelFile("/proc/partitions", constant(partitions))
        kernelFile(
            "/proc/devices",
            constant(
                "Character devices:\n  1 mem\n  4 ttyS\n  5 /dev/tty\n  5 /dev/console\n 10 misc\n 90 mtd\n128 ptm\n136 pts\n\nBlock devices:\n  1 ramdisk\n 31 mtdblock\n"
            ))
        kernelFile("/proc/modules", constant(""))
        kernelFile("/proc/swaps", constant("Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n"))
        kernelFile("/proc/uptime", .live(.uptime))
        kernelFile("/proc/loadavg", .live(.loadAverage))
        kernelFile("/proc/meminfo", .live(.memory))
        kernelFile("/proc/stat", .live(.statistics))
        kernelFile("/proc/mounts", .live(.mounts))
        kernelFile("/proc/net/dev", .live(.interfaces))
        kernelFile(
            "/proc/net/arp",
            constant("IP address       HW type     Flags       HW address            Mask     Device\n"))
        kernelFile(
            "/proc/net/tcp",
            constant(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"))
        kernelFile(
            "/proc/net/route",
            constant("Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"))
        kernelFile("/proc/sys/kernel/hostname", mode: 0o644, constant(device.hostname + "\n"))
        kernelFile("/proc/sys/kernel/osrelease", constant(firmware.kernelRelease + "\n"))
        kernelFile("/proc/sys/kernel/ostype", constant("Linux\n"))
        kernelFile("/proc/sys/kernel/version", constant(firmware.kernelVersion + "\n"))
        kernelFile(
            "/proc/sys/net/ipv4/ip_forward", mode: 0o644, constant(device.model.wanInterface == nil ? "0\n" : "1\n"))
        directory("/sys/class/net")
        for interface in ["lo", device.model.lanInterface] {
            let address = interface == "lo" ? "00:00:00:00:00:00" : device.hardwareAddress.description
            kernelFile("/sys/class/net/\(interface)/address", constant(address + "\n"))
        }
    }

    /// /proc/<pid> for everything that runs, and /proc/self.
    mutating func addProcesses(_ processes: [MachineProcess]) {
        for process in processes { addProcess("\(process.id)", process.id, executable: process.executable) }
        addProcess("self", nil, executable: "/bin/busybox")
    }

    private mutating func addProcess(_ name: String, _ id: Int?, executable: ByteString?) {
        let folder = "/proc/\(name)"
        directory(folder, mode: 0o555)
        kernelFile("\(folder)/cmdline", .live(.process(id, .commandLine)))
        kernelFile("\(folder)/status", .live(.process(id, .status)))
        kernelFile("\(folder)/comm", .live(.process(id, .name)))
        kernelFile("\(folder)/mounts", .live(.mounts))
        link("\(folder)/exe", to: executable?.text ?? "")
        link("\(folder)/cwd", to: "/")
        link("\(folder)/root", to: "/")
        directory("\(folder)/fd", mode: 0o500)
    }

    private static func hexadecimal(_ value: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    /// /proc/cpuinfo, in the form of the architecture (arch/*/kernel of the kernel).
    private var processorText: String {
        let bogoMIPS = "\(device.bogoMIPSTimesTen / 10).\(device.bogoMIPSTimesTen % 10)0"
        switch device.architecture {
        case .mipsBigEndian, .mipsLittleEndian:
            let shared =
                "wait instruction\t: yes\nmicrosecond timers\t: yes\ntlb_entries\t\t: 32\nextra interrupt vector\t: yes\nhardware watchpoint\t: yes, count: 4, address/irw mask: [0x0ffc, 0x0ffc, 0x0ffb, 0x0ffb]\nASEs implemented\t: mips16 dsp\nshadow register sets\t: 1\nkscratch registers\t: 0\ncore\t\t\t: 0\nVCED exceptions\t\t: not available\nVCEI exceptions\t\t: not available\n\n"
            var text = "system type\t\t: \(device.chip)\nmachine\t\t\t: Unknown\n"
            for core in 0..<device.cores {
                text +=
                    "processor\t\t: \(core)\ncpu model\t\t: \(device.model.processor)\nBogoMIPS\t\t: \(bogoMIPS)\n\(shared)"
            }
            return text
        case .armv5, .armv7:
            var text = ""
            for core in 0..<device.cores {
                text +=
                    "processor\t: \(core)\nmodel name\t: \(device.model.processor)\nBogoMIPS\t: \(bogoMIPS)\nFeatures\t: swp half thumb fastmult vfp edsp neon vfpv3 tls vfpv4 \nCPU implementer\t: 0x41\nCPU architecture: 7\nCPU variant\t: 0x4\nCPU part\t: 0xc09\nCPU revision\t: 1\n\n"
            }
            return text + "Hardware\t: \(device.chip)\nRevision\t: 0000\nSerial\t\t: 0000000000000000\n"
        case .aarch64:
            var text = "Processor\t: \(device.model.processor)\n"
            for core in 0..<device.cores {
                text +=
                    "processor\t: \(core)\nBogoMIPS\t: \(bogoMIPS)\nFeatures\t: fp asimd crc32 wp half thumb fastmult vfp edsp neon vfpv3 tlsi vfpv4 idiva idivt \nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd03\nCPU revision\t: 4\n\n"
            }
            return text + "Hardware\t: \(device.chip)\n"
        case .x86_64: return ""
        }
    }
}
