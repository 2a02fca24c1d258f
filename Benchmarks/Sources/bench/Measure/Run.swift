import Foundation

/// Runs a program to its end and measures it by the kernel's own accounting (wait4(2)).
enum Run {
    /// - Parameters:
    ///   - input: a file for standard input.
    ///   - output: a file for standard output; discarded when `nil`. Standard error is ours.
    static func measured(
        _ program: String, _ arguments: [String], input: String? = nil, output: String? = nil
    ) throws -> Usage {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        var pointers = ([program] + arguments).map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        let start = ContinuousClock.now
        var pid: pid_t = 0
        let refused = posix_spawn(&pid, program, &actions, nil, &pointers, environ)
        guard refused == 0 else { throw BenchmarkFailure("\(program): \(String(cString: strerror(refused)))") }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
        let wall = ContinuousClock.now - start
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(
            cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), wall: wall / .seconds(1),
            peakMemory: Double(usage.ru_maxrss) / 1024, exitStatus: status & 0x7f == 0 ? status >> 8 & 0xff : -1)
    }

    /// Two programs in turn, `times` over, after one run of each that does not count: drift of the machine hits both.
    static func paired(
        times: Int = 5, _ ours: () throws -> Usage, _ peer: () throws -> Usage
    ) throws -> (ours: [Usage], peer: [Usage]) {
        _ = try ours()
        _ = try peer()
        var results: (ours: [Usage], peer: [Usage]) = ([], [])
        for _ in 0..<times {
            results.ours.append(try ours())
            results.peer.append(try peer())
        }
        return results
    }
}
