import IPNetworks
import ThreatModel

/// The Debian server of a persona as SSH shows it: built once for a persona, shared by all visits.
struct ServerMachine: PersonaScene, VisitorMachine {
    let persona: Persona
    let hardware: ServerHardware
    let services: ServerServices
    let tree: FileTree
    let mounts: [FileMount]
    let processes: [MachineProcess]
    let accounts: [MachineAccount]
    let groups: [MachineGroup]
    let calendar: ServerCalendar
    let sessionFolders: SessionFolders?
    private let people: ServerAccounts

    init(persona: Persona) {
        self.persona = persona
        let host = persona.host
        var generator = persona.generator(for: "server hardware")
        hardware = ServerHardware(host, &generator)
        services = ServerServices(persona)
        people = ServerAccounts(persona, services: services)
        accounts = people.accounts
        groups = people.groups
        processes = ServerProcessList(host, hardware, services, persona.generator(for: "server processes")).processes
        calendar = ServerCalendar(host, persona.generator(for: "server calendar"))
        mounts = Self.mounts(hardware, &generator)
        var builder = ServerTreeBuilder(persona, hardware, services, people, calendar, processes)
        builder.addEverything()
        sessionFolders = builder.takeSessionFolders()
        tree = builder.tree
    }

    var host: ServerHost { persona.host }
    var hostname: ByteString { ByteString(host.hostname) }
    var architecture: DeviceArchitecture { .x86_64 }
    var cores: Int { host.cores }
    var boots: BootHistory { host.boots }
    /// Servers are set to UTC.
    var zone: TimeZoneDress { TimeZoneDress(name: "UTC", offset: 0) }
    var room: FileRoom { .server }
    var shellName: ByteString { "-bash" }

    var kernel: KernelIdentity {
        let system = host.system
        return KernelIdentity(
            release: ByteString(system.kernelRelease), version: ByteString(system.kernelVersion), machine: "x86_64",
            banner: ByteString(ServerProcessor.banner(system))
        )
    }

    func account(of visit: ShellVisit) -> MachineAccount { people.account(named: visit.user) }

    var mostProcessNumber: Int { ServerProcessNumbers.most }

    func shellNumber(for visit: ShellVisit) -> Int {
        persona.scene(ServerProcessNumbers.self).nextShell(at: visit.started)
    }

    /// The daemon's child with root's rights, the one without them, and the shell (sshd(8), privilege separation). root
    /// needs no second one. A shell that is to run a command says so, and without a terminal nobody has one.
    func loginProcesses(for visit: ShellVisit, shell: Int) -> [MachineProcess] {
        let daemon = processes.first { $0.command == ServerProcessList.secureShell }?.id ?? 1
        let account = account(of: visit)
        let terminal: ByteString? = visit.hasTerminal ? "pts/0" : nil
        let root = MachineProcess(
            id: shell - (account.isRoot ? 3 : 9), parent: daemon, user: "root", memoryKiB: 14_720, state: "Ss",
            command: account.isRoot ? "sshd: root@\(terminal ?? "notty")" : "sshd: \(account.name) [priv]",
            executable: "/usr/sbin/sshd", residentKiB: 8_832, session: shell - (account.isRoot ? 3 : 9))
        var all = [root]
        if !account.isRoot {
            var own = root
            own.id = shell - 1
            own.parent = root.id
            own.user = account.name
            own.state = "S"
            own.command = "sshd: \(account.name)@\(terminal ?? "notty")"
            own.residentKiB = 5_912
            all.append(own)
        }
        all.append(
            MachineProcess(
                id: shell, parent: all.last?.id ?? daemon, user: account.name, memoryKiB: 7_968, state: "Ss",
                command: visit.command.map { "bash -c " + $0 } ?? "-bash", executable: "/usr/bin/bash",
                residentKiB: visit.command == nil ? 4_788 : 3_196, terminal: terminal, session: shell))
        return all
    }

    /// Debian's /etc/bash.bashrc and /etc/skel/.bashrc show the same, root's plain.
    func prompt(for visit: ShellVisit) -> ByteString { "\\u@\\h:\\w\\$ " }

    func environment(for visit: ShellVisit) -> [(ByteString, ByteString)] {
        let account = account(of: visit)
        let path: ByteString =
            account.isRoot
            ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            : "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games"
        return [
            ("SHELL", account.shell), ("PWD", account.home), ("LOGNAME", account.name), ("HOME", account.home),
            ("USER", account.name), ("SHLVL", "1"),
            ("SSH_CLIENT", "\(visit.visitor.description) \(visit.visitorPort) \(visit.localPort)"),
            (
                "SSH_CONNECTION",
                "\(visit.visitor.description) \(visit.visitorPort) \(visit.local.description) \(visit.localPort)"
            ),
            ("PATH", path),
        ]
    }

    /// The message of the day and the last login, as pam_motd and pam_lastlog write them.
    func greeting(for visit: ShellVisit) -> ByteString {
        let motd = "Linux \(hostname) \(kernel.release) \(kernel.version) \(kernel.machine)\n" as ByteString
        return motd + ServerTexts.motd + lastLogin(before: visit)
    }

    func interfaces(after uptime: Int) -> [NetworkInterface] {
        var generator = SeededGenerator(seed: host.hardwareAddress.value &+ 29)
        let received = uptime &* generator.number(in: 900...14_000)
        let sent = uptime &* generator.number(in: 500...22_000)
        let loopback = uptime &* generator.number(in: 120...2000)
        return [
            NetworkInterface(
                name: "lo", address: "127.0.0.1", netmask: "255.0.0.0", prefixLength: 8, address6: "::1/128",
                maximumUnit: 65_536, receivedBytes: loopback, sentBytes: loopback),
            NetworkInterface(
                name: ByteString(hardware.interface), address: ByteString(host.address), netmask: "255.255.255.0",
                hardwareAddress: ByteString(host.hardwareAddress.description), prefixLength: 24,
                address6: ByteString(host.hardwareAddress.linkLocal + "/64"), receivedBytes: received, sentBytes: sent),
        ]
    }

    /// Programs take what the process list says and some more; what the disk has given stays cached.
    func memory(at now: Timestamp) -> MemoryFigures {
        var generator = SeededGenerator(seed: host.hardwareAddress.value &+ 31)
        let total = hardware.memoryKiB
        let programs = processes.reduce(0) { $0 + $1.residentKiB } * 6 / 10
        let base = programs + 140_000 + total / 100 * generator.number(in: 4...9)
        let minute = now.seconds / 60
        var wave = SeededGenerator(seed: UInt64(bitPattern: minute) ^ host.hardwareAddress.value)
        let drift = wave.number(in: 0...2600) * 4 + Int(truncatingIfNeeded: now.milliseconds / 700 % 61) * 4
        // A machine that has been up for hours has read most of what it ever reads.
        let cached =
            min(total - base - total / 20, total / 100 * generator.number(in: 28...55)) + wave.number(in: 0...900) * 4
        return MemoryFigures(
            total: total, used: (base + drift) / 4 * 4,
            buffers: min(total / 24, 190_000) / 4 * 4 + wave.number(in: 0...40) * 4,
            cached: cached / 4 * 4,
            shared: generator.number(in: 600...9000) * 4, swapTotal: hardware.swapMiB * 1024 - 4,
            swapUsed: generator.pick(0, 0, 268, 3_340, 11_276))
    }

    func loads(at now: Timestamp) -> [ByteString] {
        loadHundredths(at: now).map { "\($0 / 100).\(CivilTime.two($0 % 100))" }
    }

    /// The three averages as hundredths: they follow one wandering curve, the longer ones more slowly.
    private func loadHundredths(at now: Timestamp) -> [Int] {
        let level = { (slot: Int64) -> Int in
            var generator = SeededGenerator(seed: UInt64(bitPattern: slot) ^ host.hardwareAddress.value)
            return generator.pick(0, 2, 5, 9, 14, 26) + generator.below(12)
        }
        let minute = now.seconds / 60
        let mean = { (minutes: Int64) in (0..<minutes).reduce(0) { $0 + level(minute - $1) } / Int(minutes) }
        return [level(minute), mean(5), mean(15)]
    }

    func bytes(of file: LiveFile, in shell: Shell) -> ByteString {
        ServerLiveFiles(machine: self, shell: shell).bytes(of: file)
    }

    func prepare(_ files: inout FileSystem, for visit: ShellVisit) {
        ServerNewcomer(machine: self, account: account(of: visit)).settle(in: &files)
    }

    /// What systemd mounts on a Debian 11 server, in the order of /proc/mounts.
    private static func mounts(_ hardware: ServerHardware, _ generator: inout SeededGenerator) -> [FileMount] {
        let memory = hardware.memoryKiB
        // Sizes are whole pages.
        let tenth = memory / 40 * 4
        let used = min(hardware.rootKiB * 6 / 10, 2_600_000 + generator.number(in: 300_000...6_000_000))
        let devices = (memory / 2 - generator.number(in: 10_000...30_000)) / 4 * 4
        return [
            FileMount(path: "/sys", source: "sysfs", type: "sysfs", options: "rw,nosuid,nodev,noexec,relatime"),
            FileMount(path: "/proc", source: "proc", type: "proc", options: "rw,nosuid,nodev,noexec,relatime"),
            FileMount(
                path: "/dev", source: "udev", type: "devtmpfs",
                options: "rw,nosuid,relatime,size=\(devices)k,nr_inodes=\(devices / 4),mode=755", sizeKiB: devices),
            FileMount(
                path: "/dev/pts", source: "devpts", type: "devpts",
                options: "rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=000"),
            FileMount(
                path: "/run", source: "tmpfs", type: "tmpfs",
                options: "rw,nosuid,nodev,noexec,relatime,size=\(tenth)k,mode=755", sizeKiB: tenth,
                usedKiB: generator.number(in: 130...700) * 4),
            FileMount(
                path: "/", source: "/dev/\(hardware.partition(1))", type: "ext4",
                options: "rw,relatime,errors=remount-ro", sizeKiB: hardware.rootKiB, usedKiB: used / 4 * 4),
            FileMount(
                path: "/sys/kernel/security", source: "securityfs", type: "securityfs",
                options: "rw,nosuid,nodev,noexec,relatime"),
            FileMount(
                path: "/dev/shm", source: "tmpfs", type: "tmpfs", options: "rw,nosuid,nodev", sizeKiB: memory / 8 * 4),
            FileMount(
                path: "/run/lock", source: "tmpfs", type: "tmpfs",
                options: "rw,nosuid,nodev,noexec,relatime,size=5120k",
                sizeKiB: 5120),
            FileMount(
                path: "/sys/fs/cgroup", source: "cgroup2", type: "cgroup2",
                options: "rw,nosuid,nodev,noexec,relatime,nsdelegate,memory_recursiveprot"),
            FileMount(
                path: "/sys/fs/pstore", source: "pstore", type: "pstore", options: "rw,nosuid,nodev,noexec,relatime"),
            FileMount(
                path: "/sys/fs/bpf", source: "none", type: "bpf", options: "rw,nosuid,nodev,noexec,relatime,mode=700"),
            FileMount(
                path: "/dev/hugepages", source: "hugetlbfs", type: "hugetlbfs", options: "rw,relatime,pagesize=2M"),
            FileMount(
                path: "/dev/mqueue", source: "mqueue", type: "mqueue", options: "rw,nosuid,nodev,noexec,relatime"),
            FileMount(
                path: "/sys/kernel/debug", source: "debugfs", type: "debugfs",
                options: "rw,nosuid,nodev,noexec,relatime"),
            FileMount(
                path: "/sys/kernel/tracing", source: "tracefs", type: "tracefs",
                options: "rw,nosuid,nodev,noexec,relatime"),
            FileMount(
                path: "/run/user/0", source: "tmpfs", type: "tmpfs",
                options: "rw,nosuid,nodev,relatime,size=\(tenth)k,nr_inodes=\(tenth / 4),mode=700",
                sizeKiB: tenth),
        ]
    }
}
