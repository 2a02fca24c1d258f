import Foundation
import TestHosts
import TestLoop

/// Another program takes every rule away.
enum HealBenchmark: Benchmark {
    static let name = "heal"
    static let summary = "350,000 blocked addresses, `nft flush ruleset`, until the first packet is dropped again"

    private static let rounds = 10

    static func run(_ bench: Bench) async throws -> [Row] {
        let host = try await GuardedHost(bench)
        guard bench.find("nft") != nil else { throw BenchmarkFailure("nft is not installed") }
        try host.write(BlockedAddresses(addresses: 350_000, seed: 5).addresses, to: "list.txt")
        let process = try await host.startGuard(lists: ["list.txt"])
        _ = try await host.firstDrop()
        var times: [Double] = []
        for _ in 0..<rounds {
            try await Task.sleep(for: .seconds(2))
            let start = ContinuousClock.now
            try await host.server.command(["nft", "flush", "ruleset"])
            times.append((try await host.firstDrop() - start) / .milliseconds(1))
        }
        withExtendedLifetime(process) {}
        return [
            Row("heal.median", ours: Figures.median(times), unit: "ms", .lessIsBetter, goal: .init(limit: 1000)),
            Row("heal.slowest", ours: times.max() ?? 0, unit: "ms", .lessIsBetter, goal: .init(limit: 1000)),
        ]
    }
}
