import Glibc

/// For how long this process has been there.
enum ProcessAge {
    /// From the kernel's record of its start (proc(5), /proc/pid/stat, field 22), in hundredths of a second.
    static var milliseconds: Int {
        var text = [UInt8](repeating: 0, count: 1024)
        let file = open("/proc/self/stat", O_RDONLY)
        let count = read(file, &text, text.count)
        close(file)
        // The name of the program, which may hold anything, ends with the last parenthesis.
        let line = String(decoding: text.prefix(max(count, 0)), as: UTF8.self)
        let fields = line[(line.lastIndex(of: ")") ?? line.startIndex)...].split(separator: " ")
        guard fields.count > 20, let ticks = Int(fields[20]) else { return 0 }
        var now = timespec()
        clock_gettime(CLOCK_BOOTTIME, &now)
        let age = now.tv_sec * 1000 + now.tv_nsec / 1_000_000 - ticks * 1000 / sysconf(Int32(_SC_CLK_TCK))
        return age
    }
}
