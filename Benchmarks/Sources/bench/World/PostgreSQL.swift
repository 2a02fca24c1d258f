import Foundation

/// A database server of its own, with Debian's programs, in a folder and on a socket there (Debian package postgresql).
struct PostgreSQL {
    let process: RunningProcess
    private let programs: String
    private let folder: String
    private let bench: Bench

    /// `nil` when it is not installed.
    init?(_ bench: Bench) throws {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted {
            (Int($0) ?? 0) < (Int($1) ?? 0)
        }
        guard let version = versions.last, FileManager.default.isExecutableFile(atPath: "\(root)/\(version)/bin/initdb")
        else { return nil }
        self.bench = bench
        programs = "\(root)/\(version)/bin"
        folder = bench.file("postgresql")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // It refuses to run as root.
        let user = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
        if geteuid() == 0 { chown(folder, 65534, 65534) }
        chmod(bench.folder.path, 0o755)
        let made = try Run.measured(
            "/bin/sh", ["-c", "\(user) '\(programs)/initdb' -U peer -D '\(folder)/data' --no-sync"])
        guard made.exitStatus == 0 else { throw BenchmarkFailure("initdb failed") }
        process = try RunningProcess(
            "/bin/sh",
            [
                "-c",
                "exec \(user) '\(programs)/postgres' -D '\(folder)/data' -k '\(folder)' -c listen_addresses='' "
                    + "-c shared_buffers=512MB -c work_mem=256MB -c max_parallel_workers_per_gather=2",
            ], log: bench.file("postgresql.log"))
        let end = ContinuousClock.now + .seconds(30)
        while (try run("SELECT 1")).exitStatus != 0 {
            guard ContinuousClock.now < end else { throw BenchmarkFailure("PostgreSQL does not answer") }
            usleep(50_000)
        }
    }

    /// Runs statements of psql, its commands included.
    @discardableResult
    func run(_ statements: String..., output: String? = nil) throws -> Usage {
        let commands = statements.flatMap { ["-c", $0] }
        return try Run.measured(
            programs + "/psql",
            ["-q", "-h", folder, "-U", "peer", "-d", "postgres", "-v", "ON_ERROR_STOP=1"] + commands,
            output: output)
    }
}
