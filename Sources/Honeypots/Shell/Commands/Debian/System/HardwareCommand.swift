import ThreatModel

/// How large the machine is and what it is called: `nproc`, `hostname`, `df`, `mount`.
struct HardwareCommand: ShellCommand {
    static let names: [ByteString] = ["nproc", "hostname", "df", "mount"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "nproc":
            shell.print("\(shell.machine.cores)\n")
            return .success
        case "hostname": return hostname(words, &shell)
        case "df": return space(words, &shell)
        default: return mounts(words, &shell)
        }
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
        else { return .exit(shell.usageStatus) }
        let addresses = shell.machine.interfaces(after: 0).filter { $0.hardwareAddress != nil }.compactMap(\.address)
        if options.has("I") {
            shell.print(addresses.map { $0 + " " }.joined(by: "") + "\n")
        } else if options.has("i") {
            shell.print((addresses.first ?? "127.0.1.1") + "\n")
        } else if options.has("s") {
            shell.print(ByteString(shell.hostname.prefix { $0 != UInt8(ascii: ".") }) + "\n")
        } else if options.has("f") || options.has("d") {
            let full = fullName(shell)
            shell.print((options.has("f") ? full : ByteString(full.drop { $0 != 0x2e }.dropFirst())) + "\n")
        } else if let name = options.operands.first {
            guard name.count <= 64 else { return shell.fail("hostname", "name too long") }
            shell.newHostname = name
        } else {
            shell.print(shell.hostname + "\n")
        }
        return .success
    }

    /// The first name /etc/hosts has in the line of this host, as its resolver would find it.
    private static func fullName(_ shell: Shell) -> ByteString {
        guard let id = try? shell.files.find("/etc/hosts", from: "/") else { return shell.hostname }
        for line in shell.contents(of: id, range: 0..<65_536).lines {
            let words = ByteString(line).words
            if words.dropFirst().contains(shell.hostname), let name = words.dropFirst().first { return name }
        }
        return shell.hostname
    }

    private static func space(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let long: [GNUOptions.Long] = [
            .init("all", "a"), .init("human-readable", "h"), .init("si", "H"), .init("inodes", "i"),
            .init("local", "l"), .init("portability", "P"), .init("print-type", "T"), .init("type", "t", .required),
            .init("exclude-type", "x", .required), .init("total", "z"), .init("block-size", "B", .required),
        ]
        guard case .options(let options) = GNUOptions.read(words, "aB:hHiklmPTt:x:v", long, in: &shell) else {
            return .exit(shell.usageStatus)
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
        // Columns are never narrower than these (df.c of coreutils 8.32).
        widths[0] = max(widths[0], 14)
        for column in widths.indices where widths.count - column <= 5 && widths.count - column >= 3 {
            widths[column] = max(widths[column], 5)
        }
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
