import ThreatModel

/// Everything a persona's device shows before a visitor changes anything: its files, mounts and processes. Built once for
/// a persona, shared by all visits. Whoever logs in is root, by whatever name.
struct DeviceMachine: PersonaScene, VisitorMachine {
    let device: Device
    let tree: FileTree
    let mounts: [FileMount]
    let processes: [MachineProcess]
    /// Programs that come with the device's BusyBox.
    let applets: [ByteString]

    init(persona: Persona) {
        device = persona.device
        var generator = persona.generator(for: "device files")
        let hasDropbear = persona.sshMachine == .device
        let drawn = DeviceProcessList.draw(for: device, &generator)
        processes = hasDropbear ? DeviceProcessList.addingDropbear(to: drawn) : drawn
        applets = CommandRegistry.appletNames.sorted()
        mounts = device.model.mounts.map { FileMount($0) }
        var builder = DeviceTreeBuilder(device: device, generator: generator)
        builder.addPrograms(applets)
        builder.addDevices()
        builder.addSettings()
        builder.addKernelFiles(mounts: device.model.mounts)
        builder.addProcesses(processes)
        builder.addVendorFiles()
        if hasDropbear { builder.addDropbear() }
        tree = builder.tree
    }

    var hostname: ByteString { ByteString(device.hostname) }
    var architecture: DeviceArchitecture { device.architecture }
    var cores: Int { device.cores }
    var boots: BootHistory { device.boots }
    var zone: TimeZoneDress { device.zone }
    var room: FileRoom { .device }
    var shellName: ByteString { "-sh" }

    var kernel: KernelIdentity {
        let firmware = device.firmware
        return KernelIdentity(
            release: ByteString(firmware.kernelRelease), version: ByteString(firmware.kernelVersion),
            machine: ByteString(device.architecture.machineName),
            banner:
                "Linux version \(firmware.kernelRelease) (\(firmware.kernelBuilder)) (\(firmware.compiler)) \(firmware.kernelVersion)"
        )
    }

    /// Everyone has user id 0 on such devices.
    var accounts: [MachineAccount] {
        let named = device.model.accounts.map { name in
            MachineAccount(
                name: ByteString(name), uid: 0, gid: 0, comment: "Linux User,,,", home: "/", shell: "/bin/sh")
        }
        return [MachineAccount(name: "root", uid: 0, gid: 0, comment: "root", home: "/root", shell: "/bin/sh")] + named
            + [MachineAccount(name: "nobody", uid: 99, gid: 99, comment: "Nobody", home: "/", shell: "/bin/false")]
    }

    var groups: [MachineGroup] {
        [
            MachineGroup(name: "root", gid: 0, members: device.model.accounts.map { ByteString($0) }),
            MachineGroup(name: "nobody", gid: 99),
        ]
    }

    func account(of visit: ShellVisit) -> MachineAccount {
        MachineAccount(name: visit.user, uid: 0, gid: 0, comment: "root", home: "/root", shell: "/bin/sh")
    }

    func loginProcesses(for visit: ShellVisit, shell: Int) -> [MachineProcess] {
        let daemon = processes.first { $0.name == "telnetd" }
        return [
            MachineProcess(
                id: shell, parent: daemon?.id ?? 1, user: "root", memoryKiB: (daemon?.memoryKiB ?? 1200) + 8,
                state: "S", command: "-sh", executable: "/bin/busybox")
        ]
    }

    func prompt(for visit: ShellVisit) -> ByteString { ByteString(device.telnet.shellPrompt) }

    func environment(for visit: ShellVisit) -> [(ByteString, ByteString)] {
        [
            ("USER", visit.user), ("LOGNAME", visit.user), ("HOME", "/root"), ("SHELL", "/bin/sh"), ("TERM", "linux"),
            ("PATH", "/sbin:/usr/sbin:/bin:/usr/bin"),
        ]
    }

    /// What ash says when it starts, on firmware whose ash does.
    func greeting(for visit: ShellVisit) -> ByteString {
        guard device.telnet.shellGreets else { return "" }
        let firmware = device.firmware
        return
            "\n\nBusyBox v\(firmware.busyboxVersion) (\(firmware.busyboxDate)) built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n"
    }

    func interfaces(after uptime: Int) -> [NetworkInterface] { NetworkInterface.all(of: device, at: uptime) }

    func memory(at now: Timestamp) -> MemoryFigures {
        let total = device.memoryKiB
        var generator = SeededGenerator(seed: device.hardwareAddress.value)
        let base = total * generator.number(in: 38...61) / 100
        let drift = Int(truncatingIfNeeded: now.seconds / 7 % 97) * 4
        return MemoryFigures(
            total: total, used: base + drift, buffers: total * 3 / 100,
            cached: total * generator.number(in: 12...20) / 100)
    }

    /// They wander within the hour.
    func loads(at now: Timestamp) -> [ByteString] {
        var generator = SeededGenerator(seed: device.hardwareAddress.value ^ UInt64(bitPattern: now.seconds / 300))
        return (0..<3).map { _ in "\(generator.pick(0, 0, 0, 1)).\(CivilTime.two(generator.below(100)))" }
    }

    func bytes(of file: LiveFile, in shell: Shell) -> ByteString { LiveFileReader(shell: shell).bytes(of: file) }
}
