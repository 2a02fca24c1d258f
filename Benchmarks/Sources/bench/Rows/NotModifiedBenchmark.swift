/// What it costs to say that a list has not changed.
enum NotModifiedBenchmark: Benchmark {
    static let name = "not-modified"
    static let summary = "304 for a blacklist of 350,000 addresses that a client has already; against nginx"

    static func run(_ bench: Bench) async throws -> [Row] {
        let server = try await ListedServer(bench)
        let loads = try server.loads(connections: 16, unchanged: true)
        return [
            Row(
                "not-modified.rate", ours: loads.ours.median(\.rate), unit: "/s", .moreIsBetter,
                peer: server.peer(loads.peer, \.rate), goal: .init(ratio: 0.4)),
            Row(
                "not-modified.cpu", ours: loads.ours.median(\.cpu) * 1e6, unit: "µs", .lessIsBetter,
                peer: server.peer(loads.peer, \.cpu, times: 1e6)),
        ]
    }
}
