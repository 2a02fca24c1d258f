import Glibc

/// What the kernel says about this process (proc(5)).
package struct ProcessStatistics: Sendable {
    /// Resident bytes, from a `statm` line: pages, the second field.
    static func residentBytes(statm: String, pageSize: Int) -> Int? {
        let fields = statm.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        let (bytes, overflow) = pages.multipliedReportingOverflow(by: pageSize)
        return overflow ? nil : bytes
    }

    /// Clock ticks between boot and the start of the process, from a `stat` line: field 22. The name in field 2 may hold
    /// spaces and brackets, so counting begins after the last closing one.
    static func startTicks(stat: String) -> Int? {
        guard let bracket = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: bracket)...].split(separator: " ")
        return fields.count > 19 ? Int(fields[19]) : nil
    }

    /// Seconds since the epoch at which the machine booted, from `/proc/stat`.
    static func bootSeconds(procStat: String) -> Int? {
        for line in procStat.split(separator: "\n") where line.hasPrefix("btime ") {
            return Int(line.dropFirst(6))
        }
        return nil
    }

    package static var residentBytes: Int {
        guard let statm = SmallFile.text("/proc/self/statm") else { return 0 }
        return residentBytes(statm: statm, pageSize: sysconf(Int32(_SC_PAGESIZE))) ?? 0
    }

    /// User and system time of all threads.
    package static var cpuSeconds: Double {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    package static var openFileDescriptors: Int {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return max(0, count - 3)  // ".", ".." and the folder itself
    }

    package static var maximumFileDescriptors: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        return Int(clamping: limit.rlim_cur)
    }

    /// Seconds since the epoch at which this process began.
    package static var startSeconds: Double {
        guard let stat = SmallFile.text("/proc/self/stat"), let ticks = startTicks(stat: stat),
            let boot = SmallFile.text("/proc/stat").flatMap({ bootSeconds(procStat: $0) })
        else { return 0 }
        return Double(boot) + Double(ticks) / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }
}
