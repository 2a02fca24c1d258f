import Glibc

/// What this process has cost so far.
enum ProcessorTime {
    /// User and system time of all threads, in seconds. Glibc counts microseconds (clock(3)).
    static var used: Double { Double(clock()) / 1e6 }
}
