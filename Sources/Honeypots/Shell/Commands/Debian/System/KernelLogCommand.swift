/// `dmesg` of util-linux: what the kernel said while it started, in short.
struct KernelLogCommand: ShellCommand {
    static let names: [ByteString] = ["dmesg"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(version: "from util-linux 2.36.1")
        let long: [GNUOptions.Long] = [
            .init("clear", "C"), .init("read-clear", "c"), .init("human", "H"), .init("kernel", "k"),
            .init("color", "L", .optional), .init("level", "l", .required), .init("ctime", "T"),
            .init("follow", "w"), .init("decode", "x"), .init("facility", "f", .required), .init("nopager", "P"),
        ]
        guard
            case .options(let options) = GNUOptions.read(
                words, "CcDEdeF:f:HhkL::l:n:PpruSs:TtuwWx", long, manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        if options.has("C"), shell.account.isRoot { return .success }
        guard shell.account.isRoot else {
            return shell.failPlainly("dmesg: read kernel buffer failed: Operation not permitted")
        }
        let machine = shell.machine
        let outer = machine.interfaces(after: 1).first { $0.hardwareAddress != nil }
        let memory = machine.memory(at: shell.now).total
        let commandLine = (try? shell.files.find("/proc/cmdline", from: "/")).map {
            ByteString(shell.contents(of: $0, range: 0..<4096).lines.first ?? [])
        }
        let lines: [ByteString] = [
            machine.kernel.banner,
            "Command line: \(commandLine ?? "")",
            "x86/fpu: Supporting XSAVE feature 0x001: 'x87 floating point registers'",
            "BIOS-provided physical RAM map:", "NX (Execute Disable) protection: active", "SMBIOS 2.8 present.",
            "tsc: Fast TSC calibration using PIT",
            "Memory: \(memory)K available", "smpboot: Allowing \(machine.cores) CPUs, 0 hotplug CPUs",
            "Freeing SMP alternatives memory: 32K", "smp: Brought up 1 node, \(machine.cores) CPUs",
            "devtmpfs: initialized", "NET: Registered protocol family 16",
            "PCI: Using configuration type 1 for base access",
            "clocksource: Switched to clocksource tsc", "VFS: Disk quotas dquot_6.6.0",
            "NET: Registered protocol family 2", "NET: Registered protocol family 10", "Segment Routing with IPv6",
            "EXT4-fs: mounted filesystem with ordered data mode. Opts: (null)",
            "systemd[1]: Inserted module 'autofs4'",
            "systemd[1]: Set hostname to <\(shell.machine.hostname)>.",
            "\(outer?.name ?? "eth0"): link becomes ready",
        ]
        var generator = SeededGenerator(seed: UInt64(machine.cores) &+ UInt64(memory))
        var microseconds = 0
        for (index, line) in lines.enumerated() {
            let digits = String(microseconds % 1_000_000)
            let fraction = String(repeating: "0", count: 6 - digits.count) + digits
            shell.print("[\(ByteString("\(microseconds / 1_000_000)").indented(to: 5)).\(fraction)] \(line)\n")
            // The first lines come before the kernel has a clock.
            if index > 5 { microseconds += generator.below(420_000) }
        }
        return .success
    }
}
