import Foundation

/// How soon a server that was killed answers again.
enum StartupBenchmark: Benchmark {
    static let name = "startup"
    static let summary = "from the start of the process to answers out of 1,000,000 addresses, after kill -9"

    private static let rounds = 5

    static func run(_ bench: Bench) async throws -> [Row] {
        let world = try await FilledServer(bench, addresses: 1_000_000, listed: 350_000)
        world.process.kill()
        var times: [Double] = []
        for _ in 0..<rounds {
            let server = try MeasuredServer(bench, folder: world.folder)
            times.append(server.start)
            server.process.kill()
        }
        return [
            Row("startup.median", ours: Figures.median(times), unit: "s", .lessIsBetter, goal: .init(limit: 2)),
            Row("startup.slowest", ours: times.max() ?? 0, unit: "s", .lessIsBetter, goal: .init(limit: 2)),
        ]
    }
}
