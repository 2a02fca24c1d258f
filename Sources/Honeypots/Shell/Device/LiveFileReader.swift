import ThreatModel

/// Writes the files of a device's /proc that tell the present state.
struct LiveFileReader {
    let shell: Shell

    func bytes(of file: LiveFile) -> ByteString {
        switch file {
        case .uptime: uptime
        case .loadAverage:
            "\(loads.joined(by: " ")) 1/\(shell.processes.all(watcher: nil).count + 9) \(shell.processes.newest)\n"
        case .memory: memoryText
        case .interfaces: interfaces
        case .statistics: statistics
        case .mounts: mounts
        case .accounts: accounts
        case .process(let id, let file): process(id, file)
        // Devices have none of these.
        case .mountDetails, .disks, .paging, .interrupts, .sockets, .noSockets, .routes, .neighbours, .identity: ""
        }
    }

    private var device: Device { shell.device }

    /// Whole seconds since the device was started.
    var uptimeSeconds: Int { shell.machine.uptime(at: shell.now) }

    private var uptime: ByteString {
        let idle = uptimeSeconds * device.cores * 93 / 100
        return "\(uptimeSeconds).\(CivilTime.two(Int(shell.now.milliseconds / 10 % 100))) \(idle).27\n"
    }

    /// The three load averages, "0.21".
    var loads: [ByteString] { shell.machine.loads(at: shell.now) }

    var memory: MemoryFigures { shell.machine.memory(at: shell.now) }

    private var memoryText: ByteString {
        let memory = memory
        let rows: [(ByteString, Int)] = [
            ("MemTotal", memory.total), ("MemFree", memory.free), ("Buffers", memory.buffers),
            ("Cached", memory.cached),
            ("SwapCached", 0), ("Active", memory.used / 3), ("Inactive", memory.cached), ("SwapTotal", 0),
            ("SwapFree", 0), ("Dirty", 0), ("Writeback", 0), ("AnonPages", memory.used / 4),
            ("Mapped", memory.used / 9),
            ("Shmem", 148), ("Slab", memory.used / 8), ("KernelStack", 584), ("PageTables", 396),
            ("CommitLimit", memory.total / 2), ("Committed_AS", memory.used * 2), ("VmallocTotal", 1_048_372),
            ("VmallocUsed", 1472), ("VmallocChunk", 1_043_184),
        ]
        return rows.reduce(into: ByteString()) { text, row in
            text += "\((row.0 + ":").padded(to: 16))\(ByteString("\(row.1)").indented(to: 8)) kB\n"
        }
    }

    private var interfaces: ByteString {
        var text: ByteString = "Inter-|   Receive                                                |  Transmit\n"
        text +=
            " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
        for interface in shell.machine.interfaces(after: uptimeSeconds) {
            let received = ByteString("\(interface.receivedBytes)").indented(to: 8)
            let sent = ByteString("\(interface.sentBytes)").indented(to: 8)
            text +=
                "\(interface.name.indented(to: 6)):\(received) \(ByteString("\(interface.receivedPackets)").indented(to: 7))    0    0    0     0          0         0 "
            text +=
                "\(sent) \(ByteString("\(interface.sentPackets)").indented(to: 7))    0    0    0     0       0          0\n"
        }
        return text
    }

    private var statistics: ByteString {
        let ticks = uptimeSeconds * 100
        var text: ByteString =
            "cpu  \(ticks / 31) 0 \(ticks / 47) \(ticks / 10 * 9) \(ticks / 900) 0 \(ticks / 1200) 0 0 0\n"
        for core in 0..<device.cores {
            text +=
                "cpu\(core) \(ticks / 31 / device.cores) 0 \(ticks / 47 / device.cores) \(ticks / 10 * 9 / device.cores) \(ticks / 900) 0 0 0 0 0\n"
        }
        return text
            + "intr \(ticks * 3)\nctxt \(ticks * 7)\nbtime \(shell.now.seconds - Int64(uptimeSeconds))\nprocesses \(shell.processes.newest)\nprocs_running 1\nprocs_blocked 0\n"
    }

    private var mounts: ByteString {
        shell.files.mounts.reduce(into: ByteString()) { text, mount in
            text += "\(mount.source) \(mount.path) \(mount.type) \(mount.options) 0 0\n"
        }
    }

    /// Everyone has user id 0 on such devices, whoever logged in as well.
    private var accounts: ByteString {
        var names = ["root"] + device.model.accounts.map { ByteString($0) }
        let user = ByteString(shell.visit.user.prefix(32).filter { $0.isName || $0 == UInt8(ascii: "-") })
        if !user.isEmpty, !names.contains(user) { names.append(user) }
        let lines = names.map { name in
            "\(name):x:0:0:\(name == "root" ? "root" : "Linux User,,,"):/\(name == "root" ? "root" : ""):/bin/sh\n"
                as ByteString
        }
        return lines.reduce(into: ByteString()) { $0 += $1 } + "nobody:x:99:99:Nobody:/:/bin/false\n"
    }

    private func process(_ id: Int?, _ file: LiveFile.ProcessFile) -> ByteString {
        let all = shell.processes.all(watcher: "cat")
        guard let process = id.map({ id in all.first { $0.id == id } }) ?? all.last else { return "" }
        switch file {
        case .commandLine:
            guard !process.isKernelThread else { return "" }
            return ByteString(process.command.map { $0 == 0x20 ? 0 : $0 } + [0])
        case .name: return process.name + "\n"
        case .status:
            let state: ByteString = process.state.first == UInt8(ascii: "R") ? "R (running)" : "S (sleeping)"
            return
                "Name:\t\(process.name)\nState:\t\(state)\nTgid:\t\(process.id)\nPid:\t\(process.id)\nPPid:\t\(process.parent)\nTracerPid:\t0\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nFDSize:\t32\nVmSize:\t\(ByteString("\(process.memoryKiB)").indented(to: 8)) kB\nThreads:\t1\n"
        case .statistics, .pages, .environment, .limits, .group, .maps, .login, .zero: return ""
        }
    }
}
