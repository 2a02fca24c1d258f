import Foundation
import TestHosts
import TestLoop

/// A machine starts: the kernel holds nothing, and no source has been asked yet.
enum BootBenchmark: Benchmark {
    static let name = "boot"
    static let summary = "from the start of the guard's process to the first packet dropped, out of 350,000 addresses"

    private static let rounds = 5

    static func run(_ bench: Bench) async throws -> [Row] {
        let host = try await GuardedHost(bench)
        try host.write(BlockedAddresses(addresses: 350_000, seed: 6).addresses, to: "list.txt")
        let first = try await host.startGuard(lists: ["list.txt"])
        _ = try await host.firstDrop()
        try await host.server.run { try first.waitForLog("Running") }
        first.killAtOnce()
        var times: [Double] = []
        for _ in 0..<rounds {
            try await host.server.command(["nft", "flush", "ruleset"])
            let start = ContinuousClock.now
            let process = try await host.startGuard(lists: ["list.txt"])
            times.append((try await host.firstDrop() - start) / .seconds(1))
            process.killAtOnce()
        }
        return [
            Row("boot.median", ours: Figures.median(times), unit: "s", .lessIsBetter, goal: .init(limit: 0.5)),
            Row("boot.slowest", ours: times.max() ?? 0, unit: "s", .lessIsBetter),
        ]
    }
}
