/// What the machine is made of: `lscpu`, `lsblk`, `blkid`, `hostnamectl`, `systemd-detect-virt`.
struct ServerHardwareCommand: ShellCommand {
    static let names: [ByteString] = ["lscpu", "lsblk", "blkid", "hostnamectl", "systemd-detect-virt"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let hardware = shell.visit.persona.scene(ServerMachine.self).hardware
        switch words[0] {
        case "lscpu": return processors(hardware, &shell)
        case "lsblk": return disks(hardware, &shell)
        case "blkid": return identities(words, hardware, &shell)
        case "hostnamectl": return identity(words, hardware, &shell)
        default:
            shell.print((hypervisor(hardware)?.name ?? "none") + "\n")
            return .exit(hardware.platform == .metal ? 1 : 0)
        }
    }

    /// As systemd and as lscpu call what the machine is a guest of; nil: nothing.
    private static func hypervisor(_ hardware: ServerHardware) -> (name: ByteString, vendor: ByteString)? {
        switch hardware.platform {
        case .kvm: ("kvm", "KVM")
        case .vmware: ("vmware", "VMware")
        case .metal: nil
        }
    }

    private static func text(_ path: ByteString, _ shell: Shell, _ most: Int = 4096) -> ByteString {
        guard let id = try? shell.files.find(path, from: "/") else { return "" }
        let bytes = shell.contents(of: id, range: 0..<most)
        return ByteString(bytes.last == 0x0a ? bytes.dropLast() : bytes[...])
    }

    // MARK: lscpu

    private static func processors(_ hardware: ServerHardware, _ shell: inout Shell) -> CommandOutcome {
        let cores = shell.machine.cores
        let lines = text("/proc/cpuinfo", shell).lines
        func field(_ name: ByteString) -> ByteString {
            for line in lines where line.starts(with: name) {
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
                return ByteString(line[(colon + 1)...].drop { $0 == 0x20 })
            }
            return ""
        }
        let vendor = field("vendor_id")
        let flags = field("flags")
        let span: ByteString = cores > 1 ? "0-\(cores - 1)" : "0"
        var rows: [(ByteString, ByteString)] = [
            ("Architecture:", "x86_64"), ("CPU op-mode(s):", "32-bit, 64-bit"), ("Byte Order:", "Little Endian"),
            ("Address sizes:", field("address sizes")), ("CPU(s):", "\(cores)"), ("On-line CPU(s) list:", span),
            ("Thread(s) per core:", "1"), ("Core(s) per socket:", "\(cores)"), ("Socket(s):", "1"),
            ("NUMA node(s):", "1"), ("Vendor ID:", vendor), ("CPU family:", field("cpu family")),
            ("Model:", field("model\t")), ("Model name:", field("model name")), ("Stepping:", field("stepping")),
            ("CPU MHz:", field("cpu MHz")), ("BogoMIPS:", field("bogomips")),
        ]
        if flags.words.contains("vmx") { rows.append(("Virtualization:", "VT-x")) }
        if flags.words.contains("svm") { rows.append(("Virtualization:", "AMD-V")) }
        if let hypervisor = hypervisor(hardware) {
            rows += [("Hypervisor vendor:", hypervisor.vendor), ("Virtualization type:", "full")]
        }
        rows += [
            ("L1d cache:", "\(cores * 32) KiB"), ("L1i cache:", "\(cores * 32) KiB"), ("L2 cache:", "\(cores * 4) MiB"),
            ("L3 cache:", "16 MiB"), ("NUMA node0 CPU(s):", span), ("Flags:", flags),
        ]
        for row in rows { shell.print(row.0.padded(to: 33) + row.1 + "\n") }
        return .success
    }

    // MARK: Disks

    private static func disks(_ hardware: ServerHardware, _ shell: inout Shell) -> CommandOutcome {
        func size(_ mebibytes: Int) -> ByteString {
            guard mebibytes >= 1024 else { return mebibytes == 0 ? "1K" : "\(mebibytes)M" }
            let tenths = (mebibytes * 10 + 512) / 1024
            return tenths % 10 == 0 ? "\(tenths / 10)G" : "\(tenths / 10).\(tenths % 10)G"
        }
        let parts = hardware.partitionsMiB
        let width = hardware.partition(5).count + 2
        func row(
            _ name: ByteString, _ columns: Int, _ minor: Int, _ mebibytes: Int, _ type: ByteString, _ place: ByteString
        )
            -> ByteString
        {
            let padding = ByteString([UInt8](repeating: 0x20, count: max(0, width - columns)))
            let major = ByteString("\(hardware.diskMajor)").indented(to: 3)
            return
                "\(name)\(padding) \(major):\(ByteString("\(minor)").padded(to: 3)) 0 \(size(mebibytes).indented(to: 6))  0 \(type) \(place)\n"
        }
        shell.print(("NAME" as ByteString).padded(to: width) + " MAJ:MIN RM   SIZE RO TYPE MOUNTPOINT\n")
        let disk = ByteString(hardware.disk)
        shell.print(row(disk, disk.count, 0, hardware.diskMiB, "disk", ""))
        for (index, part) in parts.enumerated() {
            let name = ByteString(hardware.partition(part.number))
            let branch: ByteString = index == parts.count - 1 ? "└─" : "├─"
            let place: ByteString = part.number == 1 ? "/" : part.number == 5 ? "[SWAP]" : ""
            shell.print(row(branch + name, name.count + 2, part.number, part.size, "part", place))
        }
        return .success
    }

    private static func identities(
        _ words: [ByteString], _ hardware: ServerHardware, _ shell: inout Shell
    ) -> CommandOutcome {
        // Who is not root may not read the disks, and is told nothing.
        guard shell.account.isRoot else { return .exit(2) }
        var wanted: [ByteString] = []
        var isValue = false
        var tag: ByteString?
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            switch word {
            case "-s": tag = rest.popFirst()
            case "-o": isValue = rest.popFirst() == "value"
            default: if word.first != UInt8(ascii: "-") { wanted.append(word) }
            }
        }
        var isFound = false
        for (number, identity, type) in [(1, hardware.rootID, "ext4"), (5, hardware.swapID, "swap")] {
            let device = ByteString("/dev/" + hardware.partition(number))
            guard wanted.isEmpty || wanted.contains(device) else { continue }
            isFound = true
            let fields: [(ByteString, ByteString)] = [
                ("UUID", ByteString(identity)), ("TYPE", ByteString(type)),
                ("PARTUUID", ByteString("\(hardware.rootID.prefix(8))-0\(number)")),
            ].filter { tag == nil || $0.0 == tag }
            if isValue {
                for field in fields { shell.print(field.1 + "\n") }
            } else {
                shell.print("\(device): " + fields.map { "\($0.0)=\"\($0.1)\"" }.joined(by: " ") + "\n")
            }
        }
        return .exit(isFound ? 0 : 2)
    }

    // MARK: hostnamectl

    private static func identity(
        _ words: [ByteString], _ hardware: ServerHardware, _ shell: inout Shell
    ) -> CommandOutcome {
        if words.contains("--static") {
            shell.print(shell.hostname + "\n")
            return .success
        }
        if words.dropFirst().first == "set-hostname" || words.dropFirst().first == "hostname", words.count > 2 {
            shell.newHostname = words[2]
            return .success
        }
        let isGuest = hardware.platform != .metal
        let chassis: ByteString = isGuest ? "vm" : hardware.vendor.hasPrefix("ASUS") ? "desktop" : "server"
        var rows: [(ByteString, ByteString)] = [
            ("Static hostname", shell.hostname), ("Icon name", "computer-\(chassis)"), ("Chassis", chassis),
            ("Machine ID", text("/etc/machine-id", shell)),
            ("Boot ID", ByteString(text("/proc/sys/kernel/random/boot_id", shell).filter { $0 != 0x2d })),
        ]
        if let hypervisor = hypervisor(hardware) { rows.append(("Virtualization", hypervisor.name)) }
        rows += [
            ("Operating System", "Debian GNU/Linux 11 (bullseye)"), ("Kernel", "Linux \(shell.machine.kernel.release)"),
            ("Architecture", "x86-64"),
        ]
        for row in rows { shell.print("\(row.0.indented(to: 18)): \(row.1)\n") }
        return .success
    }
}
