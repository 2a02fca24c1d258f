import Foundation
import TestHosts

/// What handing out a large list costs.
enum BlacklistBenchmark: Benchmark {
    static let name = "blacklist"
    static let summary = "a blacklist of 350,000 addresses as text; against nginx with the same bytes"

    static func run(_ bench: Bench) async throws -> [Row] {
        let server = try await ListedServer(bench)
        let memory = try server.world.process.usage().memory
        let loads = try server.loads(connections: 4)
        _ = try Wrk(bench).load(
            ListedServer.target, port: server.world.port, connections: 100, seconds: 3,
            fields: server.world.authorization, server: server.world.process)
        let growth = try server.world.process.usage().peakMemory - memory
        let slow = try slowGrowth(server)
        let size = Double(server.text.count) / 1_048_576
        return [
            Row(
                "blacklist.bytes", ours: loads.ours.median(\.bytes) / 1e9, unit: "GB/s", .moreIsBetter,
                peer: server.peer(loads.peer, \.bytes, times: 1e-9), goal: .init(ratio: 0.5)),
            Row(
                "blacklist.cpu", ours: loads.ours.median(\.cpu) * 1e3, unit: "ms", .lessIsBetter,
                peer: server.peer(loads.peer, \.cpu, times: 1e3)),
            Row(
                "blacklist.growth", ours: growth, unit: "MiB", .lessIsBetter, goal: .init(limit: (2 * size).rounded())),
            Row("blacklist.slow", ours: slow, unit: "MiB", .lessIsBetter, goal: .init(limit: (2 * size).rounded())),
        ]
    }

    /// What the process grows by, in MiB, while a hundred clients have begun to read the list and do not go on.
    private static func slowGrowth(_ server: ListedServer) throws -> Double {
        let memory = try server.world.process.usage().memory
        let request = Connection.request("GET", ListedServer.target, fields: server.world.authorization)
        let clients = try (0..<100).map { _ in
            let client = try TestSocket(.tcp)
            client.setTimeout(milliseconds: 10_000)
            try client.connect(to: "127.0.0.1", port: server.world.port)
            client.send(request)
            guard client.receive() != nil else { throw BenchmarkFailure("a slow client was sent nothing") }
            return client
        }
        sleep(2)
        return try withExtendedLifetime(clients) { try server.world.process.usage().memory - memory }
    }
}
