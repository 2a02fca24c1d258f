/// What handing out a large list costs when the client takes it compressed.
enum BlacklistGzipBenchmark: Benchmark {
    static let name = "blacklist-gzip"
    static let summary =
        "a blacklist of 350,000 addresses as gzip; against nginx with the same bytes, compressed before"

    static func run(_ bench: Bench) async throws -> [Row] {
        let server = try await ListedServer(bench)
        let loads = try server.loads(connections: 4, fields: ["Accept-Encoding": "gzip"])
        return [
            Row(
                "blacklist-gzip.rate", ours: loads.ours.median(\.rate), unit: "/s", .moreIsBetter,
                peer: server.peer(loads.peer, \.rate), goal: .init(ratio: 0.5)),
            Row(
                "blacklist-gzip.cpu", ours: loads.ours.median(\.cpu) * 1e3, unit: "ms", .lessIsBetter,
                peer: server.peer(loads.peer, \.cpu, times: 1e3)),
        ]
    }
}
