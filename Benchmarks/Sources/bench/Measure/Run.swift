import Dispatch  // where the compiler looks for the members of timeval
import Foundation

/// Runs a program to its end and measures it by the kernel's own accounting (wait4(2)).
enum Run {
    /// Microseconds between looks at a running process's memory.
    private static let lookInterval: UInt32 = 1000

    /// - Parameters:
    ///   - input: a file for standard input.
    ///   - output: a file for standard output; discarded when `nil`. Standard error is ours.
    static func measured(
        _ program: String, _ arguments: [String], input: String? = nil, output: String? = nil
    ) throws -> Usage {
        let start = ContinuousClock.now
        let pid = try Spawn.start(program, arguments, input: input, output: output)
        var status: Int32 = 0
        var usage = rusage()
        // The kernel's own figure of the peak (ru_maxrss) begins with what the spawning process had, that is with ours.
        // The high-water mark of the process's memory does not, but goes with it: it is looked at until then.
        var peakMemory = 0.0
        while wait4(pid, &status, WNOHANG, &usage) == 0 {
            if let running = RunningUsage(pid: pid) { peakMemory = max(peakMemory, running.peakMemory) }
            usleep(lookInterval)
        }
        let wall = ContinuousClock.now - start
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(
            cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), user: seconds(usage.ru_utime),
            wall: wall / .seconds(1),
            peakMemory: peakMemory, exitStatus: status & 0x7f == 0 ? status >> 8 & 0xff : -1)
    }

    /// Two things in turn, `times` over, after one run of each that does not count: drift of the machine hits both.
    static func paired<Result>(
        times: Int = 5, _ ours: () throws -> Result, _ peer: () throws -> Result
    ) throws -> (ours: [Result], peer: [Result]) {
        _ = try ours()
        _ = try peer()
        var results: (ours: [Result], peer: [Result]) = ([], [])
        for _ in 0..<times {
            results.ours.append(try ours())
            results.peer.append(try peer())
        }
        return results
    }
}
