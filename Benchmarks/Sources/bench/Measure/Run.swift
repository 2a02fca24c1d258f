import Foundation

/// Runs a program to its end and measures it by the kernel's own accounting (wait4(2)).
enum Run {
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
        while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
        let wall = ContinuousClock.now - start
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(
            cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), wall: wall / .seconds(1),
            peakMemory: Double(usage.ru_maxrss) / 1024, exitStatus: status & 0x7f == 0 ? status >> 8 & 0xff : -1)
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
