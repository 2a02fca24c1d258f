import ThreatModel

/// `ps`, in the forms of UNIX and BSD that are used.
struct GNUPsCommand: ShellCommand {
    static let names: [ByteString] = ["ps", "top"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let all = shell.processes.all(watcher: words.joined(by: " "))
        guard shell.charge(all.count * 40) else { return .failure }
        if words[0] == "top" { return top(words, all, &shell) }
        var letters = ByteString()
        var isUnix = false
        var wanted: [Int]?
        var columns: [ByteString] = []
        var showsHeader = true
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            if word.hasPrefix("--") {
                if word == "--no-headers" || word == "--no-heading" {
                    showsHeader = false
                    continue
                }
                if word.hasPrefix("--sort") || word == "--forest" { continue }
                if word.hasPrefix("--pid") {
                    wanted = word.split(separator: UInt8(ascii: "=")).last.flatMap { $0.decimal }.map { [$0] }
                    continue
                }
                shell.print("error: unknown gnu long option\n\nUsage:\n ps [options]\n", to: 2)
                return .failure
            }
            if let id = word.decimal, id > 0 {
                wanted = (wanted ?? []) + [id]
                continue
            }
            var flags = word[...]
            if flags.first == UInt8(ascii: "-") {
                isUnix = true
                flags = flags.dropFirst()
            }
            while let flag = flags.popFirst() {
                if flag == UInt8(ascii: "o") || flag == UInt8(ascii: "p") && isUnix || flag == UInt8(ascii: "C") {
                    let argument = flags.isEmpty ? rest.popFirst() ?? "" : ByteString(flags)
                    flags = []
                    let parts = argument.split(separator: UInt8(ascii: ",")).map { ByteString($0) }
                    if flag == UInt8(ascii: "o") {
                        columns += parts
                    } else if flag == UInt8(ascii: "p") {
                        wanted = (wanted ?? []) + parts.compactMap(\.decimal)
                    } else {
                        wanted = all.filter { process in parts.contains(process.name) }.map(\.id)
                    }
                } else {
                    letters.append(flag)
                }
            }
        }
        let isEvery = letters.contains { "eAax".utf8.contains($0) }
        var shown = all
        if let wanted {
            shown = all.filter { wanted.contains($0.id) }
        } else if !isEvery {
            shown = all.filter { $0.id == shell.processes.shell || $0.parent == shell.processes.shell }
        }
        if columns.isEmpty {
            if letters.contains(UInt8(ascii: "u")), !isUnix || letters.contains(UInt8(ascii: "a")) {
                columns = ["user", "pid", "%cpu", "%mem", "vsz", "rss", "tty", "stat", "start", "time", "command"]
            } else if letters.contains(UInt8(ascii: "f")) {
                columns = ["UID", "pid", "ppid", "c", "stime", "tty", "time", "cmd"]
            } else if isUnix || !isEvery {
                columns = ["pid", "tty", "time", "comm"]
            } else {
                columns = ["pid", "tty", "stat", "time", "command"]
            }
        }
        print(shown, columns, showsHeader: showsHeader, &shell)
        return .exit(shown.isEmpty ? 1 : 0)
    }

    private static func print(
        _ processes: [MachineProcess], _ columns: [ByteString], showsHeader: Bool, _ shell: inout Shell
    ) {
        let specifications: [(title: ByteString, width: Int, isLeft: Bool)] = columns.map { column in
            switch ByteString(column.prefix { $0 != 0x3d }) {
            case "user", "euser", "ruser": ("USER", 8, true)
            case "UID": ("UID", 8, true)
            case "uid": ("UID", 5, false)
            case "pid": ("PID", 7, false)
            case "ppid": ("PPID", 7, false)
            case "%cpu", "pcpu": ("%CPU", 4, false)
            case "%mem", "pmem": ("%MEM", 4, false)
            case "vsz": ("VSZ", 6, false)
            case "rss": ("RSS", 5, false)
            case "tty", "tt", "tname": ("TTY", 8, true)
            case "stat", "s", "state": ("STAT", 4, true)
            case "start", "stime": (column == "stime" ? "STIME" : "START", 5, true)
            case "time": ("TIME", 8, false)
            case "c": ("C", 2, false)
            case "ni": ("NI", 3, false)
            case "comm", "ucmd": ("CMD", 15, true)
            case "etime": ("ELAPSED", 11, false)
            default:
                (
                    column == "command" || column == "args"
                        ? "COMMAND" : column == "cmd" ? "CMD" : ByteString(column.map { $0.uppercased }), 27, true
                )
            }
        }
        func line(_ cells: [ByteString]) -> ByteString {
            var text = ByteString()
            for (index, cell) in cells.enumerated() {
                let specification = specifications[index]
                let isLast = index == cells.count - 1
                if index > 0 { text += " " }
                text +=
                    specification.isLeft
                    ? (isLast ? cell : cell.padded(to: specification.width)) : cell.indented(to: specification.width)
            }
            return text + "\n"
        }
        // "pid=" asks for a column without a title, and a line of none is not shown.
        let titles = specifications.enumerated().map { columns[$0].last == UInt8(ascii: "=") ? "" : $1.title }
        if showsHeader, titles.contains(where: { !$0.isEmpty }) { shell.print(line(titles)) }
        let uptime = shell.machine.uptime(at: shell.now)
        let total = max(1, shell.machine.memory(at: shell.now).total)
        for process in processes {
            let started =
                process.startedAfterBoot.map { shell.now.seconds - Int64(uptime) + Int64($0) } ?? shell.visit.started
                .seconds + Int64(process.startedInVisit)
            let age = max(0, Int(shell.now.seconds - started))
            let used = process.loadPerHour * age / 3_600_000
            let resident = process.residentKiB
            let begin = TimeFormat.text(of: started, age < 86_400 ? "%H:%M" : "%b%d")
            let cells = columns.map { column -> ByteString in
                switch ByteString(column.prefix { $0 != 0x3d }) {
                case "user", "euser", "ruser", "UID": return ByteString(process.user.prefix(8))
                case "uid": return "\(shell.account(named: process.user)?.uid ?? 0)"
                case "pid": return "\(process.id)"
                case "ppid": return "\(process.parent)"
                case "%cpu", "pcpu":
                    return ByteString(
                        DecimalFormat.text(
                            Double(process.loadPerHour) / 36_000, conversion: UInt8(ascii: "f"), precision: 1))
                case "%mem", "pmem":
                    return ByteString(
                        DecimalFormat.text(
                            Double(resident) * 100 / Double(total), conversion: UInt8(ascii: "f"), precision: 1))
                case "vsz": return "\(process.memoryKiB)"
                case "rss": return "\(resident)"
                case "tty", "tt", "tname": return process.terminal ?? "?"
                case "stat": return process.state
                case "s", "state": return ByteString(process.state.prefix(1))
                case "start", "stime": return begin
                case "time":
                    return columns.contains("stat") && !columns.contains("ppid")
                        ? "\(used / 60):\(CivilTime.two(used % 60))"
                        : "\(CivilTime.two(used / 3600)):\(CivilTime.two(used / 60 % 60)):\(CivilTime.two(used % 60))"
                case "c": return "0"
                case "ni": return "\(process.niceness)"
                case "comm", "ucmd": return process.name
                case "etime":
                    return
                        "\(CivilTime.two(age / 3600 % 24)):\(CivilTime.two(age / 60 % 60)):\(CivilTime.two(age % 60))"
                default: return process.command
                }
            }
            guard shell.print(line(cells)) else { return }
        }
    }

    private static func top(_ words: [ByteString], _ all: [MachineProcess], _ shell: inout Shell) -> CommandOutcome {
        let isBatch = words.dropFirst().contains { $0.first == 0x2d && $0.contains(UInt8(ascii: "b")) }
        guard isBatch || shell.isTerminal(1) else { return shell.fail("    top", "failed tty get") }
        let memory = shell.machine.memory(at: shell.now)
        func mebi(_ kibibytes: Int) -> ByteString {
            ByteString(
                DecimalFormat.text(Double(kibibytes) / 1024, conversion: UInt8(ascii: "f"), precision: 1, width: 8))
        }
        var text: ByteString = "top -" + ByteString(ProcpsCommand.line(&shell)) + "\n"
        text +=
            "Tasks: \(ByteString("\(all.count)").indented(to: 3)) total,   1 running, \(ByteString("\(all.count - 1)").indented(to: 3)) sleeping,   0 stopped,   0 zombie\n"
        text += "%Cpu(s):  1.2 us,  0.6 sy,  0.0 ni, 98.1 id,  0.0 wa,  0.0 hi,  0.1 si,  0.0 st\n"
        let cache = memory.buffers + memory.cached + memory.reclaimable
        text +=
            "MiB Mem : \(mebi(memory.total)) total, \(mebi(memory.free)) free, \(mebi(memory.total - memory.free - cache)) used, \(mebi(cache)) buff/cache\n"
        text +=
            "MiB Swap: \(mebi(memory.swapTotal)) total, \(mebi(memory.swapTotal - memory.swapUsed)) free, \(mebi(memory.swapUsed)) used. \(mebi(memory.available)) avail Mem \n\n"
        text += "    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n"
        for process in all.prefix(isBatch ? all.count : 17) {
            let resident = process.residentKiB
            let share = Double(resident) * 100 / Double(max(1, memory.total))
            text += ByteString("\(process.id)").indented(to: 7) + " " + ByteString(process.user.prefix(8)).padded(to: 8)
            text += "  20 " + ByteString("\(process.niceness)").indented(to: 3) + " "
            text += ByteString("\(process.memoryKiB)").indented(to: 7) + " " + ByteString("\(resident)").indented(to: 6)
            text +=
                " " + ByteString("\(resident * 2 / 3)").indented(to: 6) + " " + ByteString(process.state.prefix(1))
                + "   0.0 "
            text += ByteString(DecimalFormat.text(share, conversion: UInt8(ascii: "f"), precision: 1, width: 5))
            text += "   0:0\(process.loadPerHour % 9).\(CivilTime.two(process.id % 100)) \(process.name)\n"
        }
        shell.print(text)
        return isBatch ? .success : .endless
    }
}
