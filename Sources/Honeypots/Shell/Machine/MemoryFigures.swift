/// Memory of a machine in KiB, as /proc/meminfo and `free` count it.
struct MemoryFigures: Hashable, Sendable {
    var total: Int
    /// Taken by programs and the kernel, without what is kept for files.
    var used: Int
    var buffers: Int
    var cached: Int
    var shared = 148
    var swapTotal = 0
    var swapUsed = 0

    /// Of the kernel's own, what it would give back.
    var reclaimable: Int { buffers / 8 * 4 }
    /// What programs could have without swapping.
    var available: Int { free + (buffers + cached) / 40 * 36 }
    var free: Int { total - used - buffers - cached }
}
