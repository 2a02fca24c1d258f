import ThreatModel

/// Writes the files of /proc/<pid>, in agreement with what `ps` shows (proc(5)).
struct ServerProcessFiles {
    let live: ServerLiveFiles

    func bytes(of file: LiveFile.ProcessFile, _ id: Int?) -> ByteString {
        let shell = live.shell
        let number = id == LiveFile.visitorsShell ? shell.processes.shell : id
        let all = shell.processes.all(watcher: shell.files.session?.command ?? "cat")
        guard let process = number.map({ number in all.first { $0.id == number } }) ?? all.last else { return "" }
        switch file {
        case .commandLine:
            guard !process.isKernelThread else { return "" }
            return ByteString(process.command.map { $0 == 0x20 ? 0 : $0 } + [0])
        case .name: return process.name + "\n"
        case .status: return status(process)
        case .statistics: return statistics(process)
        case .pages:
            return
                "\(process.memoryKiB / 4) \(process.residentKiB / 4) \(process.residentKiB / 9) 200 0 \(process.residentKiB / 12) 0\n"
        case .environment:
            guard id == nil || id == LiveFile.visitorsShell else { return "" }
            return live.machine.environment(for: shell.visit).reduce(into: ByteString()) { text, variable in
                text += variable.0 + "=" + variable.1 + ByteString([0])
            }
        case .limits: return Self.limits
        case .group:
            let unit = process.name
            return process.isKernelThread
                ? "0::/\n"
                : process.id == 1
                    ? "0::/init.scope\n"
                    : process.terminal == nil
                        ? "0::/system.slice/\(unit).service\n"
                        : "0::/user.slice/user-\(uid(process)).slice/session-\(shell.processes.shell % 900 + 3).scope\n"
        case .maps: return maps(process)
        case .login: return process.terminal?.hasPrefix("pts") == true ? "\(uid(process))" : "4294967295"
        case .zero: return "0\n"
        }
    }

    private func uid(_ process: MachineProcess) -> Int {
        live.machine.account(named: process.user)?.uid ?? live.shell.account.uid
    }

    private func gid(_ process: MachineProcess) -> Int {
        live.machine.account(named: process.user)?.gid ?? live.shell.account.gid
    }

    private func status(_ process: MachineProcess) -> ByteString {
        let letter = process.state.prefix(1)
        let word: ByteString =
            letter.first == UInt8(ascii: "R") ? "running" : letter.first == UInt8(ascii: "I") ? "idle" : "sleeping"
        let (uid, gid, id) = (uid(process), gid(process), process.id)
        var text: ByteString =
            "Name:\t\(process.name)\nUmask:\t\(process.isKernelThread || id == 1 ? "0000" : "0022")\nState:\t\(letter) (\(word))\nTgid:\t\(id)\nNgid:\t0\nPid:\t\(id)\nPPid:\t\(process.parent)\nTracerPid:\t0\nUid:\t\(uid)\t\(uid)\t\(uid)\t\(uid)\nGid:\t\(gid)\t\(gid)\t\(gid)\t\(gid)\nFDSize:\t\(process.isKernelThread ? 64 : 256)\nGroups:\t\(uid == 0 && process.terminal != nil ? "0 " : " ")\nNStgid:\t\(id)\nNSpid:\t\(id)\nNSpgid:\t\(process.session)\nNSsid:\t\(process.session)\n"
        if !process.isKernelThread {
            let (size, resident) = (process.memoryKiB, process.residentKiB)
            for (name, value) in [
                ("VmPeak", size + 64), ("VmSize", size), ("VmLck", 0), ("VmPin", 0), ("VmHWM", resident + 32),
                ("VmRSS", resident), ("RssAnon", resident / 3), ("RssFile", resident - resident / 3), ("RssShmem", 0),
                ("VmData", size / 6), ("VmStk", 132), ("VmExe", 620), ("VmLib", 1_864), ("VmPTE", 56), ("VmSwap", 0),
            ] as [(ByteString, Int)] {
                text += "\(name):\t\(ByteString("\(value)").indented(to: 8)) kB\n"
            }
            text += "HugetlbPages:\t       0 kB\nCoreDumping:\t0\nTHP_enabled:\t1\n"
        }
        let last = live.machine.cores - 1
        let power: ByteString = uid == 0 ? "000000ffffffffff" : "0000000000000000"
        return text
            + "Threads:\t\(process.threads)\nSigQ:\t0/\(live.machine.hardware.memoryKiB / 256)\nSigPnd:\t0000000000000000\nShdPnd:\t0000000000000000\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\nSigCgt:\t0000000000000000\nCapInh:\t0000000000000000\nCapPrm:\t\(power)\nCapEff:\t\(power)\nCapBnd:\t000000ffffffffff\nCapAmb:\t0000000000000000\nNoNewPrivs:\t0\nSeccomp:\t0\nSeccomp_filters:\t0\nSpeculation_Store_Bypass:\tvulnerable\nCpus_allowed_list:\t\(last == 0 ? "0" : "0-\(last)")\nMems_allowed_list:\t0\nvoluntary_ctxt_switches:\t\(process.id % 97 + 3)\nnonvoluntary_ctxt_switches:\t\(process.id % 13)\n"
    }

    /// Fields of /proc/<pid>/stat; the 22nd is the start, in ticks after that of the machine.
    private func statistics(_ process: MachineProcess) -> ByteString {
        let started = process.startedAfterBoot.map { $0 * 100 + process.id % 90 } ?? startOfVisit(process)
        let age = max(0, live.ticks - started)
        let busy = age / 100 * process.loadPerHour / 36_000
        let head: ByteString =
            "\(process.id) (\(process.name)) \(process.state.prefix(1)) \(process.parent) \(process.session) \(process.session) "
        let terminal =
            process.terminal == nil ? "0 -1" : process.terminal == "tty1" ? "1025 \(process.id)" : "34816 \(process.id)"
        let priority = 20 + process.niceness
        let size = process.isKernelThread ? "0 0" : "\(process.memoryKiB * 1024) \(process.residentKiB / 4)"
        return head
            + "\(terminal) \(process.isKernelThread ? 69_238_880 : 4_194_560) \(process.residentKiB / 3) 0 0 0 \(busy * 6 / 10) \(busy * 4 / 10) 0 0 \(priority) \(process.niceness) \(process.threads) 0 \(started) \(size) 18446744073709551615 \(process.isKernelThread ? "0 0 0" : "1 1 0") 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
    }

    private func startOfVisit(_ process: MachineProcess) -> Int {
        let visit = live.shell.visit.started
        return live.machine.uptime(at: visit) * 100 + Int(visit.milliseconds / 10 % 100) + process.startedInVisit * 100
    }

    private func maps(_ process: MachineProcess) -> ByteString {
        guard let executable = process.executable else { return "" }
        return
            "55d3c0a00000-55d3c0a2f000 r--p 00000000 08:01 131201                     \(executable)\n55d3c0a2f000-55d3c0ad8000 r-xp 0002f000 08:01 131201                     \(executable)\n55d3c2571000-55d3c26e4000 rw-p 00000000 00:00 0                          [heap]\n7f6f1d400000-7f6f1d425000 r--p 00000000 08:01 134407                     /usr/lib/x86_64-linux-gnu/libc-2.31.so\n7f6f1d425000-7f6f1d570000 r-xp 00025000 08:01 134407                     /usr/lib/x86_64-linux-gnu/libc-2.31.so\n7ffd4e1a2000-7ffd4e1c3000 rw-p 00000000 00:00 0                          [stack]\n"
    }

    private static let limits: ByteString = {
        let rows: [(ByteString, ByteString, ByteString, ByteString)] = [
            ("Limit", "Soft Limit", "Hard Limit", "Units"), ("Max cpu time", "unlimited", "unlimited", "seconds"),
            ("Max file size", "unlimited", "unlimited", "bytes"), ("Max data size", "unlimited", "unlimited", "bytes"),
            ("Max stack size", "8388608", "unlimited", "bytes"), ("Max core file size", "0", "unlimited", "bytes"),
            ("Max resident set", "unlimited", "unlimited", "bytes"), ("Max processes", "15692", "15692", "processes"),
            ("Max open files", "1024", "1048576", "files"), ("Max locked memory", "65536", "65536", "bytes"),
            ("Max address space", "unlimited", "unlimited", "bytes"),
            ("Max file locks", "unlimited", "unlimited", "locks"),
            ("Max pending signals", "15692", "15692", "signals"), ("Max msgqueue size", "819200", "819200", "bytes"),
            ("Max nice priority", "0", "0", ""), ("Max realtime priority", "0", "0", ""),
            ("Max realtime timeout", "unlimited", "unlimited", "us"),
        ]
        return rows.reduce(into: ByteString()) { text, row in
            text += "\(row.0.padded(to: 26))\(row.1.padded(to: 21))\(row.2.padded(to: 21))\(row.3.padded(to: 10))\n"
        }
    }()
}
