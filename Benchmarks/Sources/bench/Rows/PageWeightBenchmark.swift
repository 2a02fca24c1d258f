import Foundation
import TestHosts
import TestLoop

/// What the dashboard's pages take of a connection, and how soon they begin to come.
enum PageWeightBenchmark: Benchmark {
    static let name = "page-weight"
    static let summary =
        "the dashboard of a guard with 350,000 addresses: bytes of its heaviest page, and until the first byte"

    private static let pages = [
        "/", "/live", "/sources", "/lists", "/settings", "/log", "/addresses/\(GuardedHost.listed)",
    ]
    private static let rounds = 50

    static func run(_ bench: Bench) async throws -> [Row] {
        guard bench.find("curl") != nil else { throw BenchmarkFailure("curl is not installed") }
        let host = try await GuardedHost(bench)
        try host.write(BlockedAddresses(addresses: 350_000, seed: 8).addresses, to: "list.txt")
        let process = try await host.startGuard(lists: ["list.txt"], environment: DashboardVisitor.environment)
        // Packets are dropped until one of a listed address is: there is something to show.
        _ = try await host.firstDrop()
        try await host.server.run { try process.waitForLog("Running") }
        let visitor = try await DashboardVisitor(host)
        var (heaviest, slowest) = (DashboardVisitor.Weight(), (median: 0.0, last: 0.0))
        for page in pages {
            let weight = try await visitor.weight(of: page)
            let times = try await visitor.firstBytes(of: page, times: rounds + 1).sorted()
            bench.progress("\(page): \(weight.first) bytes, \(weight.second) again; \(Figures.median(times)) ms")
            heaviest.first = max(heaviest.first, weight.first)
            heaviest.second = max(heaviest.second, weight.second)
            slowest.median = max(slowest.median, Figures.median(times))
            slowest.last = max(slowest.last, times.last ?? 0)
        }
        withExtendedLifetime(process) {}
        return [
            Row(
                "page-weight.first-visit", ours: Double(heaviest.first) / 1024, unit: "KiB", .lessIsBetter,
                goal: .init(limit: 60)),
            Row("page-weight.second-visit", ours: Double(heaviest.second) / 1024, unit: "KiB", .lessIsBetter),
            Row("first-byte.median", ours: slowest.median, unit: "ms", .lessIsBetter, goal: .init(limit: 20)),
            Row("first-byte.slowest", ours: slowest.last, unit: "ms", .lessIsBetter),
        ]
    }
}
