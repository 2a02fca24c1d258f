import Foundation

/// The load generator: many connections, each with a request after the other (Debian package wrk).
struct Wrk {
    /// What a load came to.
    struct Load {
        /// Answers a second.
        var rate: Double
        /// Bytes a second, heads included.
        var bytes: Double
        /// Seconds within which 99 of 100 answers came.
        var p99: Double
        var answers: Double
        /// Answers that were errors, and requests that got none.
        var failures: Double
        /// Processor seconds of the server, an answer.
        var cpu: Double = .nan
    }

    private let program: String
    private let folder: URL

    init(_ bench: Bench) throws {
        guard let program = bench.find("wrk") else { throw BenchmarkFailure("wrk is not installed") }
        self.program = program
        folder = bench.folder
    }

    /// - Parameters:
    ///   - target: path and query; what `script` asks for goes before it.
    ///   - script: Lua that makes the requests (wrk's SCRIPTING page); `target` each time when empty.
    ///   - server: whose processor time is taken.
    func load(
        _ target: String, port: UInt16, connections: Int, seconds: Int, fields: [String: String] = [:],
        script: String = "", server: RunningProcess
    ) throws -> Load {
        let name = folder.appending(path: "load.lua").path
        let output = folder.appending(path: "load.out").path
        try (script + Self.ending).write(toFile: name, atomically: true, encoding: .utf8)
        let threads = min(2, connections)
        var arguments = ["-t", "\(threads)", "-c", "\(connections)", "-d", "\(seconds)s", "--latency", "-s", name]
        for (field, value) in fields { arguments += ["-H", "\(field): \(value)"] }
        let before = try server.usage().cpu
        let run = try Run.measured(program, arguments + ["http://127.0.0.1:\(port)\(target)"], output: output)
        let cpu = try server.usage().cpu - before
        let text = try String(contentsOfFile: output, encoding: .utf8)
        let figures =
            text.split(separator: "\n").first { $0.hasPrefix("figures ") }?
            .split(separator: " ").compactMap { Double($0) } ?? []
        guard run.exitStatus == 0, figures.count == 5, figures[0] > 0, figures[1] > 0 else {
            throw BenchmarkFailure("wrk failed: \(text)")
        }
        let time = figures[1] / 1e6
        return Load(
            rate: figures[0] / time, bytes: figures[2] / time, p99: figures[4] / 1e6, answers: figures[0],
            failures: figures[3], cpu: cpu / figures[0])
    }

    private static let ending = """

        done = function(summary, latency, _)
          local e = summary.errors
          io.write(string.format("figures %d %d %d %d %d\\n", summary.requests, summary.duration, summary.bytes,
            e.connect + e.read + e.write + e.timeout + e.status, latency:percentile(99)))
        end
        """
}

extension [Wrk.Load] {
    /// The median of one figure.
    func median(_ figure: KeyPath<Wrk.Load, Double>) -> Double { Figures.median(map { $0[keyPath: figure] }) }
}
