import Glibc

/// A program that serves while it is measured. Ended when this object goes.
final class RunningProcess {
    let pid: pid_t
    private var hasEnded = false
    /// How long it may take to end by itself, in hundredths of a second.
    private static let patience = 300

    /// - Parameter log: a file for what it prints.
    init(_ program: String, _ arguments: [String], log: String, environment: [String: String] = [:]) throws {
        pid = try Spawn.start(program, arguments, output: log, error: log + ".errors", environment: environment)
    }

    deinit {
        guard !hasEnded else { return }
        // Politely, because it may have children to end.
        Glibc.kill(pid, SIGTERM)
        for _ in 0..<Self.patience where !hasEnded {
            hasEnded = waitpid(pid, nil, WNOHANG) == pid
            usleep(10_000)
        }
        kill()
    }

    /// Ends it as a crash would, and waits until it is gone.
    func kill() {
        guard !hasEnded else { return }
        hasEnded = true
        Glibc.kill(pid, SIGKILL)
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
