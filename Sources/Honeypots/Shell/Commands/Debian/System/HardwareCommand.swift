import ThreatModel

/// What the machine is made of: `lscpu`, `lsblk`, `nproc`, `hostnamectl`, `hostname`, `df`.
struct HardwareCommand: ShellCommand {
    static let names: [ByteString] = ["lscpu", "lsblk", "nproc", "hostnamectl", "hostname", "df", "mount"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "lscpu": return processors(&shell)
        case "nproc":
            shell.print("\(shell.machine.cores)\n")
            return .success
        case "hostname": return hostname(words, &shell)
        case "hostnamectl": return identity(&shell)
        case "df": return space(words, &shell)
        case "mount": return mounts(words, &shell)
        default: return disks(&shell)
        }
    }

    /// A field of /proc/cpuinfo.
    private static func field(_ name: ByteString, _ shell: Shell) -> ByteString? {
        guard let id = try? shell.files.find("/proc/cpuinfo", from: "/") else { return nil }
        for line in shell.contents(of: id, range: 0..<4096).lines where line.starts(with: name) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            return ByteString(line[(colon + 1)...].drop { $0 == 0x20 })
        }
        return nil
    }

    private static func processors(_ shell: inout Shell) -> CommandOutcome {
        let cores = shell.machine.cores
        let model = field("model name", shell) ?? "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz"
        let rows: [(ByteString, ByteString)] = [
            ("Architecture:", "x86_64"), ("CPU op-mode(s):", "32-bit, 64-bit"), ("Byte Order:", "Little Endian"),
            ("Address sizes:", field("address sizes", shell) ?? "40 bits physical, 48 bits virtual"),
            ("CPU(s):", "\(cores)"), ("On-line CPU(s) list:", cores > 1 ? "0-\(cores - 1)" : "0"),
            ("Thread(s) per core:", "1"), ("Core(s) per socket:", "\(cores)"), ("Socket(s):", "1"),
            ("NUMA node(s):", "1"), ("Vendor ID:", field("vendor_id", shell) ?? "GenuineIntel"),
            ("CPU family:", field("cpu family", shell) ?? "6"), ("Model:", field("model\t", shell) ?? "79"),
            ("Model name:", model), ("Stepping:", field("stepping", shell) ?? "1"),
            ("CPU MHz:", field("cpu MHz", shell) ?? "2399.998"), ("BogoMIPS:", field("bogomips", shell) ?? "4799.99"),
            ("Hypervisor vendor:", "KVM"), ("Virtualization type:", "full"), ("L1d cache:", "\(cores * 32) KiB"),
            ("L1i cache:", "\(cores * 32) KiB"), ("L2 cache:", "\(cores * 4) MiB"), ("L3 cache:", "16 MiB"),
            ("NUMA node0 CPU(s):", cores > 1 ? "0-\(cores - 1)" : "0"),
            ("Flags:", field("flags", shell) ?? "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov"),
        ]
        for row in rows { shell.print(row.0.padded(to: 33) + row.1 + "\n") }
        return .success
    }

    private static func hostname(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(
            status: 255, hint: "Usage: hostname [-b] {hostname|-F file}\n", version: "3.23")
        guard
            case .options(let options) = GNUOptions.read(
                words, "aAbdfFiIsyV",
                [
                    .init("fqdn", "f"), .init("all-ip-addresses", "I"), .init("short", "s"), .init("ip-address", "i"),
                    .init("domain", "d"),
                ], manners, in: &shell)
        else { return .exit(255) }
        let addresses = shell.machine.interfaces(after: 0).filter { $0.hardwareAddress != nil }.compactMap(\.address)
        if options.has("I") {
            shell.print(addresses.map { $0 + " " }.joined(by: "") + "\n")
        } else if options.has("i") {
            shell.print((addresses.first ?? "127.0.1.1") + "\n")
        } else if options.has("s") {
            shell.print(ByteString(shell.hostname.prefix { $0 != UInt8(ascii: ".") }) + "\n")
        } else if options.has("d") {
            shell.print("\n")
        } else if let name = options.operands.first {
            guard name.count <= 64 else { return shell.fail("hostname", "name too long") }
            shell.newHostname = name
        } else {
            shell.print(shell.hostname + "\n")
        }
        return .success
    }

    private static func identity(_ shell: inout Shell) -> CommandOutcome {
        let id = (try? shell.files.find("/etc/machine-id", from: "/")).map {
            ByteString(shell.contents(of: $0, range: 0..<32))
        }
        var generator = SeededGenerator(seed: shell.visit.seed)
        let rows: [(ByteString, ByteString)] = [
            ("Static hostname", shell.hostname), ("Icon name", "computer-vm"), ("Chassis", "vm"),
            ("Machine ID", id ?? ByteString(generator.hexadecimal(digits: 32))),
            ("Boot ID", ByteString(generator.hexadecimal(digits: 32))), ("Virtualization", "kvm"),
            ("Operating System", "Debian GNU/Linux 11 (bullseye)"), ("Kernel", "Linux \(shell.machine.kernel.release)"),
            ("Architecture", "x86-64"),
        ]
        for row in rows { shell.print("\(row.0.indented(to: 18)): \(row.1)\n") }
        return .success
    }

    private static func disks(_ shell: inout Shell) -> CommandOutcome {
        let root = shell.files.mounts.first { $0.path == "/" }
        let size = max(1, (root?.sizeKiB ?? 41_943_040) / 1_048_576)
        shell.print(
            "NAME   MAJ:MIN RM  SIZE RO TYPE MOUNTPOINT\nsda      8:0    0 \(ByteString("\(size + 1)G").indented(to: 4))  0 disk \n├─sda1   8:1    0 \(ByteString("\(size)G").indented(to: 4))  0 part /\n└─sda2   8:2    0  975M  0 part [SWAP]\n"
        )
        return .success
    }

    private static func space(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let long: [GNUOptions.Long] = [
            .init("all", "a"), .init("human-readable", "h"), .init("si", "H"), .init("inodes", "i"),
            .init("local", "l"), .init("portability", "P"), .init("print-type", "T"), .init("type", "t", .required),
            .init("exclude-type", "x", .required), .init("total", "z"), .init("block-size", "B", .required),
        ]
        guard case .options(let options) = GNUOptions.read(words, "aB:hHiklmPTt:x:v", long, in: &shell) else {
            return .failure
        }
        var mounts = shell.files.mounts.filter { $0.sizeKiB > 0 || options.has("a") }
        var status: UInt8 = 0
        if !options.operands.isEmpty {
            mounts = []
            for operand in options.operands {
                do throws(FileError) {
                    let place = try shell.place(operand)
                    guard place.id != nil else { throw .noEntry }
                    if let mount = shell.files.mount(of: place.path) { mounts.append(mount) }
                } catch {
                    shell.print("df: \(operand.quotedWhereNeeded): \(error.message)\n", to: 2)
                    status = 1
                }
            }
            if mounts.isEmpty { return .exit(1) }
        }
        func shown(_ kibibytes: Int) -> ByteString {
            options.has("h", "H")
                ? (kibibytes * 1024).readableSize : options.has("m") ? "\((kibibytes + 1023) / 1024)" : "\(kibibytes)"
        }
        var rows: [[ByteString]] = [
            [
                "Filesystem", options.has("h") ? "Size" : options.has("m") ? "1M-blocks" : "1K-blocks", "Used",
                options.has("h") ? "Avail" : "Available", "Use%", "Mounted on",
            ]
        ]
        for mount in mounts {
            // A twentieth is kept for root on ext4.
            let free = max(0, mount.sizeKiB - mount.usedKiB - (mount.type == "ext4" ? mount.sizeKiB / 20 : 0))
            let share =
                mount.usedKiB + free == 0
                ? 0 : (mount.usedKiB * 100 + mount.usedKiB + free - 1) / (mount.usedKiB + free)
            rows.append([
                mount.source, shown(mount.sizeKiB), shown(mount.usedKiB), shown(free), "\(share)%", mount.path,
            ])
        }
        if options.has("T") {
            for index in rows.indices { rows[index].insert(index == 0 ? "Type" : mounts[index - 1].type, at: 1) }
        }
        var widths = [Int](repeating: 0, count: rows[0].count)
        for row in rows { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) } }
        if !options.has("h") { widths[0] = max(widths[0], 14) } else { widths[0] = max(widths[0], 14) }
        for row in rows {
            var text = ByteString()
            for (column, cell) in row.enumerated() {
                let isText = column == 0 || column == row.count - 1 || options.has("T") && column == 1
                if column > 0 { text += " " }
                text +=
                    isText
                    ? (column == row.count - 1 ? cell : cell.padded(to: widths[column]))
                    : cell.indented(to: widths[column])
            }
            shell.print(text + "\n")
        }
        return .exit(status)
    }

    private static func mounts(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let operands = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
        guard words.count > 1, !(words.count == 2 && words[1] == "-l") else {
            for mount in shell.files.mounts {
                guard shell.print("\(mount.source) on \(mount.path) type \(mount.type) (\(mount.options))\n") else {
                    break
                }
            }
            return .success
        }
        if words.contains("-a") { return .success }
        if let index = words.firstIndex(of: "-o"), index + 1 < words.count, words[index + 1].hasPrefix("remount") {
            let path = words.last ?? "/"
            guard let mount = shell.files.mounts.firstIndex(where: { $0.path == path }) else {
                return shell.fail("mount", "\(path): mount point not mounted or bad option.", status: 32)
            }
            shell.files.mounts[mount].setWritable(
                !words[index + 1].contains(UInt8(ascii: "r")) || words[index + 1].hasSuffix("rw"))
            return .success
        }
        guard operands.count >= 2 else {
            return shell.fail("mount", "\(operands.first ?? ""): can't find in /etc/fstab.")
        }
        let (source, target) = (operands[operands.count - 2], operands[operands.count - 1])
        if !shell.isDirectory(target) {
            return shell.fail("mount", "\(target): mount point does not exist.", status: 32)
        }
        if source.hasPrefix("/"), (try? shell.files.find(source, from: "/")) == nil {
            return shell.fail("mount", "\(target): special device \(source) does not exist.", status: 32)
        }
        return shell.fail("mount", "\(target): permission denied.", status: 32)
    }
}
