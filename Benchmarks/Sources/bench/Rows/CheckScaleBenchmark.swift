import Foundation

/// Whether a look-up costs the same in a large store as in a small one.
enum CheckScaleBenchmark: Benchmark {
    static let name = "check-scale"
    static let summary = "GET check among 10,000,000 addresses; against the same among 50,000"

    private static let small = 50_000
    private static let large = 10_000_000

    static func run(_ bench: Bench) async throws -> [Row] {
        let wrk = try Wrk(bench)
        let large = try await FilledServer(bench, addresses: large, listed: 1_000_000)
        let small = try await FilledServer(bench, addresses: small, listed: 17_500)
        func load(_ world: FilledServer) throws -> Wrk.Load {
            let load = try wrk.load(
                CheckBenchmark.path, port: world.port, connections: 16, seconds: 3, fields: world.authorization,
                script: world.store.checkScript, server: world.process)
            guard load.failures == 0 else { throw BenchmarkFailure("\(load.failures) answers were errors") }
            return load
        }
        let loads = try Run.paired(times: 7) {
            try load(large)
        } _: {
            try load(small)
        }
        func row(
            _ figure: String, _ path: KeyPath<Wrk.Load, Double>, times factor: Double, unit: String, goal: Row.Goal
        ) -> Row {
            Row(
                "check-scale.\(figure)", ours: loads.ours.median(path) * factor, unit: unit, .lessIsBetter,
                peer: .measured("sikker, 50k", loads.peer.median(path) * factor), goal: goal)
        }
        return [
            row("p99", \.p99, times: 1e3, unit: "ms", goal: .init(ratio: 1 / 1.5)),
            row("cpu", \.cpu, times: 1e6, unit: "µs", goal: .init()),
            Row(
                "check-scale.memory", ours: try large.process.usage().memory, unit: "MiB", .lessIsBetter),
        ]
    }
}
