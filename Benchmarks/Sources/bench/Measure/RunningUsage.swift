import Glibc

/// What a process that still runs has cost so far (proc(5)).
struct RunningUsage: Sendable {
    /// User and system time, in seconds.
    var cpu: Double
    /// Resident set, in MiB.
    var memory: Double
    /// Largest resident set so far, in MiB.
    var peakMemory: Double
    /// The part of the resident set that is the process's own, in MiB: without the pages of files, which the system takes
    /// back when it needs them.
    var ownMemory: Double

    init?(pid: Int32) {
        guard let stat = Self.read("/proc/\(pid)/stat"), let status = Self.read("/proc/\(pid)/status") else {
            return nil
        }
        // The command's name stands in parentheses and may hold anything; fields are counted from behind it.
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return nil }
        cpu = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        func kibibytes(_ key: String) -> Double {
            let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
            return line.flatMap { Double($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        }
        memory = kibibytes("VmRSS:") / 1024
        peakMemory = kibibytes("VmHWM:") / 1024
        ownMemory = kibibytes("RssAnon:") / 1024
    }

    /// The process with its children: a server and its workers.
    static func ofTree(_ pid: Int32) -> RunningUsage? {
        guard var total = RunningUsage(pid: pid) else { return nil }
        let children = read("/proc/\(pid)/task/\(pid)/children") ?? ""
        for child in children.split(separator: " ").compactMap({ Int32($0) }) {
            guard let usage = ofTree(child) else { continue }
            total.cpu += usage.cpu
            total.memory += usage.memory
            total.peakMemory += usage.peakMemory
            total.ownMemory += usage.ownMemory
        }
        return total
    }

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var text = ""
        var buffer = [CChar](repeating: 0, count: 4096)
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            text += String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        return text
    }
}
