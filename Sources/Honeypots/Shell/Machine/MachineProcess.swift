/// A process of a machine, as `ps` lists it.
struct MachineProcess: Hashable, Sendable {
    var id: Int
    var parent: Int
    var user: ByteString
    /// Virtual memory in KiB; 0 for threads of the kernel.
    var memoryKiB: Int
    /// "S", "SW", "R" …
    var state: ByteString
    /// The command line, or the name of a kernel thread in brackets.
    var command: ByteString
    var isKernelThread: Bool { memoryKiB == 0 }
    /// The file it runs; nil for kernel threads.
    var executable: ByteString?
    /// Memory it really has, in KiB.
    var residentKiB = 0
    /// "pts/0"; nil: none.
    var terminal: ByteString?
    /// Seconds from the machine's start to its own; nil: it was started with the visit.
    var startedAfterBoot: Int?
    /// Seconds from the start of the visit to its own, when it was started in it.
    var startedInVisit = 0
    /// Processor time it takes, in milliseconds for each hour it runs.
    var loadPerHour = 0
    var threads = 1
    /// -20…19, as `nice` counts.
    var niceness = 0
    /// The session it leads or belongs to, and its group.
    var session = 0

    /// What /proc/<pid>/stat and `killall` know it by: at most 15 bytes.
    var name: ByteString {
        if isKernelThread { return ByteString(command.dropFirst().dropLast()) }
        let words = command.split(separator: 0x20, maxSplits: 2)
        var program = command.prefix { $0 != 0x20 && $0 != UInt8(ascii: ":") }
        if let executable, command.first != UInt8(ascii: "("), !executable.hasPrefix("/bin/busybox") {
            // A script has its own name, whatever runs it.
            program = executable.hasPrefix("/usr/bin/python") && words.count > 1 ? words[1] : executable[...]
        }
        return ByteString((program.split(separator: UInt8(ascii: "/")).last ?? program).prefix(15))
    }
}
