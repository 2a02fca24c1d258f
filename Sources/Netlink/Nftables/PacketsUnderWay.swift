import CNetfilter

/// The packets that the kernel is taking through its tables at this moment.
package enum PacketsUnderWay {
    /// Returns when all that were under way at the call are through: a few milliseconds, none of them spent computing.
    ///
    /// Packets go through tables as readers under RCU, and this system call waits for all of those
    /// (kernel/sched/membarrier.c, `MEMBARRIER_CMD_GLOBAL`). It needs no privilege. Kernels with processors that are kept
    /// free of the clock's ticks refuse it; then the time that the caller takes to go on has to do.
    package static func letThrough() { _ = sikker_membarrier(Int32(MEMBARRIER_CMD_GLOBAL.rawValue)) }
}
