import Foundation

/// A guard's page asks for what there was most of in a month.
enum HistoryBenchmark: Benchmark {
    static let name = "history"
    static let summary = "what was blocked most in 30 days of 300 flows an hour, as the guard's page asks"

    private static let days = 30

    static func run(_ bench: Bench) async throws -> [Row] {
        let output = bench.file("outcome")
        let command = try Child.command(.history, [bench.file("history"), "\(days)"])
        let usage = try Run.measured(command[0], Array(command.dropFirst()), output: output)
        guard usage.exitStatus == 0 else { throw BenchmarkFailure("the history ended with \(usage.exitStatus)") }
        let outcome = try JSONDecoder().decode(
            HistoryChild.Outcome.self, from: Data(contentsOf: URL(filePath: output)))
        func answer(_ name: String, _ milliseconds: Double) -> Row {
            Row("history.\(name)", ours: milliseconds, unit: "ms", .lessIsBetter, goal: .init(limit: 10))
        }
        return [
            answer("top-ports", outcome.topPorts), answer("top-addresses", outcome.topAddresses),
            answer("totals", outcome.totals),
            Row("history.flow", ours: outcome.flow, unit: "µs", .lessIsBetter),
            Row("history.disk", ours: outcome.disk, unit: "MiB", .lessIsBetter, goal: .init(limit: 1024)),
        ]
    }
}
