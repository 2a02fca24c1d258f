import ThreatModel

/// Writes the files of a server's /proc that tell the present state.
struct ServerLiveFiles {
    let machine: ServerMachine
    let shell: Shell

    var now: Timestamp { shell.now }
    var uptime: Int { machine.uptime(at: now) }
    /// Ticks of 10 ms since the start.
    var ticks: Int { uptime * 100 }

    func bytes(of file: LiveFile) -> ByteString {
        switch file {
        case .uptime: uptimeText
        case .loadAverage:
            "\(machine.loads(at: now).joined(by: " ")) 1/\(threads) \(shell.processes.newest)\n"
        case .memory: memory
        case .interfaces: interfaces
        case .statistics: statistics
        case .mounts: mounts
        case .accounts: machine.accounts.reduce(into: ByteString()) { $0 += $1.line }
        case .mountDetails: mountDetails
        case .disks: disks
        case .paging:
            "nr_free_pages \(machine.memory(at: now).free / 4)\npgpgin \(ticks / 40)\npgpgout \(ticks / 9)\npgfault \(ticks * 3)\npgmajfault \(ticks / 900)\n"
        case .interrupts: interrupts
        case .sockets: sockets
        case .noSockets: ""
        case .routes: routes
        case .neighbours: neighbours
        case .identity: identity
        case .process(let id, let file): ServerProcessFiles(live: self).bytes(of: file, id)
        }
    }

    var threads: Int { shell.processes.all(watcher: nil).reduce(0) { $0 + $1.threads } }

    private var uptimeText: ByteString {
        let hundredths = Int(now.milliseconds / 10 % 100)
        let idle = (uptime * 100 + hundredths) * machine.cores / 100 * 97
        return "\(uptime).\(CivilTime.two(hundredths)) \(idle / 100).\(CivilTime.two(idle % 100))\n"
    }

    private var statistics: ByteString {
        let cores = machine.cores
        let share = { (part: Int, core: Int) in ticks / part + core * 13 }
        let row = { (name: ByteString, scale: Int, core: Int) -> ByteString in
            let user = share(160, core) * scale
            let system = share(310, core) * scale
            let idle = (ticks - share(160, core) - share(310, core) - share(2400, core)) * scale
            return
                "\(name) \(user) \(share(9000, core) * scale) \(system) \(idle) \(share(2400, core) * scale) 0 \(share(5200, core) * scale) 0 0 0\n"
        }
        var text = row("cpu ", cores, 0)
        for core in 0..<cores { text += row("cpu\(core)", 1, core) }
        return text
            + "intr \(ticks * 2)\nctxt \(ticks * 4)\nbtime \(now.seconds - Int64(uptime))\nprocesses \(shell.processes.newest + uptime / 9)\nprocs_running 1\nprocs_blocked 0\nsoftirq \(ticks)\n"
    }

    private var memory: ByteString {
        let memory = machine.memory(at: now)
        let anonymous = memory.used * 6 / 10
        let rows: [(ByteString, Int)] = [
            ("MemTotal", memory.total), ("MemFree", memory.free),
            ("MemAvailable", memory.available), ("Buffers", memory.buffers),
            ("Cached", memory.cached), ("SwapCached", memory.swapUsed / 4),
            ("Active", anonymous / 8 + memory.cached * 6 / 10), ("Inactive", anonymous + memory.cached * 4 / 10),
            ("Active(anon)", anonymous / 8), ("Inactive(anon)", anonymous), ("Active(file)", memory.cached * 6 / 10),
            ("Inactive(file)", memory.cached * 4 / 10), ("Unevictable", 0), ("Mlocked", 0),
            ("SwapTotal", memory.swapTotal), ("SwapFree", memory.swapTotal - memory.swapUsed),
            ("Dirty", Int(now.seconds % 97) * 4), ("Writeback", 0), ("AnonPages", anonymous),
            ("Mapped", memory.cached / 9), ("Shmem", memory.shared), ("KReclaimable", memory.reclaimable),
            ("Slab", memory.reclaimable + 41_220), ("SReclaimable", memory.reclaimable), ("SUnreclaim", 41_220),
            ("KernelStack", 2_960), ("PageTables", 7_384), ("NFS_Unstable", 0), ("Bounce", 0), ("WritebackTmp", 0),
            ("CommitLimit", memory.total / 2 + memory.swapTotal), ("Committed_AS", anonymous * 3),
            ("VmallocTotal", 34_359_738_367), ("VmallocUsed", 12_840), ("VmallocChunk", 0),
            ("Percpu", machine.cores * 600), ("HardwareCorrupted", 0), ("AnonHugePages", anonymous / 5 / 2048 * 2048),
            ("ShmemHugePages", 0), ("ShmemPmdMapped", 0), ("FileHugePages", 0), ("FilePmdMapped", 0),
        ]
        let pages: [ByteString] = ["HugePages_Total", "HugePages_Free", "HugePages_Rsvd", "HugePages_Surp"]
        var text = rows.reduce(into: ByteString()) { text, row in
            // The kernel counts pages.
            let amount = row.0 == "VmallocTotal" ? row.1 : row.1 / 4 * 4
            text += "\((row.0 + ":").padded(to: 16))\(ByteString("\(amount)").indented(to: 8)) kB\n"
        }
        for name in pages { text += "\((name + ":").padded(to: 16))\(ByteString("0").indented(to: 8))\n" }
        let direct = (memory.total / 2048 + 1) * 2048
        return text
            + "Hugepagesize:       2048 kB\nHugetlb:               0 kB\nDirectMap4k:    \(ByteString("\(118_640)").indented(to: 8)) kB\nDirectMap2M:    \(ByteString("\(direct)").indented(to: 8)) kB\n"
    }

    private var interfaces: ByteString {
        var text: ByteString =
            "Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
        for interface in machine.interfaces(after: uptime) {
            let cell = { (number: Int, width: Int) in ByteString("\(number)").indented(to: width) }
            text +=
                "\(interface.name.indented(to: 6)): \(cell(interface.receivedBytes, 7)) \(cell(interface.receivedPackets, 7))    0    0    0     0          0         0 \(cell(interface.sentBytes, 8)) \(cell(interface.sentPackets, 7))    0    0    0     0       0          0\n"
        }
        return text
    }

    private var mounts: ByteString {
        shell.files.mounts.reduce(into: ByteString()) { text, mount in
            text += "\(mount.source) \(mount.path) \(mount.type) \(mount.options) 0 0\n"
        }
    }

    private var mountDetails: ByteString {
        shell.files.mounts.enumerated().reduce(into: ByteString()) { text, item in
            let mount = item.element
            let major = mount.type == "ext4" ? machine.hardware.diskMajor : 0
            text +=
                "\(22 + item.offset) \(mount.path == "/" ? 1 : 27) \(major):\(item.offset + 1) / \(mount.path) \(mount.options) shared:\(item.offset + 2) - \(mount.type) \(mount.source) rw\n"
        }
    }

    private var disks: ByteString {
        let hardware = machine.hardware
        return ([(0, hardware.disk)] + hardware.partitionsMiB.map { ($0.number, hardware.partition($0.number)) })
            .reduce(into: ByteString()) { text, row in
                let share = row.0 == 0 ? 100 : row.0 == 1 ? 99 : 0
                let (reads, writes) = (48_000 * share / 100 + ticks / 3000, ticks / 90 * share / 100)
                text +=
                    "\(ByteString("\(hardware.diskMajor)").indented(to: 4)) \(ByteString("\(row.0)").indented(to: 7)) \(row.1) \(reads) \(reads / 7) \(reads * 41) \(reads / 3) \(writes) \(writes / 2) \(writes * 23) \(writes / 2) 0 \(writes / 3) \(writes) 0 0 0 0 0 0\n"
            }
    }

    private var interrupts: ByteString {
        let cores = machine.cores
        let head = (0..<cores).reduce(into: ByteString("     ")) { $0 += ByteString("CPU\($1)").indented(to: 11) }
        let row = { (name: ByteString, count: Int, title: ByteString) -> ByteString in
            let cells = (0..<cores).reduce(into: ByteString()) {
                $0 += ByteString("\(count / ($1 + 1))").indented(to: 11)
            }
            return "\(name.indented(to: 4)):\(cells)  \(title)\n"
        }
        return head + "\n" + row("0", 34, "IO-APIC   2-edge      timer")
            + row("1", 9, "IO-APIC   1-edge      i8042") + row("8", 1, "IO-APIC   8-edge      rtc0")
            + row("24", ticks / 50, "PCI-MSI 49152-edge      \(ByteString(machine.hardware.interface))")
            + row("NMI", 0, "Non-maskable interrupts") + row("LOC", ticks / 3, "Local timer interrupts")
            + row("RES", ticks / 70, "Rescheduling interrupts") + row("CAL", ticks / 900, "Function call interrupts")
    }

    private var identity: ByteString {
        var generator = SeededGenerator(seed: shell.chance)
        let digits = Array(generator.hexadecimal(digits: 32))
        let part = { (range: Range<Int>) in String(digits[range]) }
        return "\(part(0..<8))-\(part(8..<12))-4\(part(13..<16))-a\(part(17..<20))-\(part(20..<32))\n"
    }
}
