import Glibc

/// A program that serves while it is measured. Killed when this object goes.
final class RunningProcess {
    let pid: pid_t
    private var hasEnded = false

    /// - Parameter log: a file for what it prints.
    init(_ program: String, _ arguments: [String], log: String, environment: [String: String] = [:]) throws {
        pid = try Spawn.start(program, arguments, output: log, error: log + ".errors", environment: environment)
    }

    deinit { stop(SIGKILL) }

    /// Ends it with a signal and waits until it is gone.
    func stop(_ signal: Int32) {
        guard !hasEnded else { return }
        hasEnded = true
        kill(pid, signal)
        while waitpid(pid, nil, 0) < 0, errno == EINTR {}
    }

    /// What it and its children have cost so far.
    func usage() throws -> RunningUsage {
        guard let usage = RunningUsage.ofTree(pid) else { throw BenchmarkFailure("process \(pid) has ended") }
        return usage
    }

    /// Waits until it has used next to no processor time for a second: what it does after its start is over then.
    func waitUntilIdle(atMost limit: Duration = .seconds(300)) throws {
        let end = ContinuousClock.now + limit
        var before = try usage().cpu
        repeat {
            sleep(1)
            let now = try usage().cpu
            if now - before < 0.03 { return }
            before = now
        } while ContinuousClock.now < end
        throw BenchmarkFailure("process \(pid) is still busy after \(limit)")
    }
}
