/// What a finished process cost.
struct Usage: Sendable {
    /// User and system time, in seconds.
    var cpu: Double
    /// Of which outside the kernel.
    var user: Double
    /// Seconds from start to end.
    var wall: Double
    /// Largest resident set, in MiB.
    var peakMemory: Double
    var exitStatus: Int32
}
