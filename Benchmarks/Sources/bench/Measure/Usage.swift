import Glibc

/// What a finished process cost.
struct Usage: Sendable {
    /// User and system time, in seconds.
    var cpu: Double
    /// Seconds from start to end.
    var wall: Double
    /// Largest resident set, in MiB.
    var peakMemory: Double
    var exitStatus: Int32
}

/// What a process that still runs has cost so far (proc(5)).
struct RunningUsage: Sendable {
    var cpu: Double
    var memory: Double
    var peakMemory: Double

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
