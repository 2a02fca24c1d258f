import Foundation
import TestHosts
import TestLoop

/// What a guard takes of a small server's memory.
enum GuardMemoryBenchmark: Benchmark {
    static let name = "guard-memory"
    static let summary = "resident memory of a guard with 350,000 addresses from four lists that overlap"

    static func run(_ bench: Bench) async throws -> [Row] {
        let host = try await GuardedHost(bench)
        let addresses = BlockedAddresses(addresses: 350_000, seed: 7).addresses
        // Each list holds a half of all, in quarters that lie around the clock, so that each address is on two.
        let quarter = addresses.count / 4
        let lists = (0..<4).map { "list-\($0).txt" }
        for (index, list) in lists.enumerated() {
            let next = (index + 1) % 4
            try host.write(
                addresses[index * quarter..<(index + 1) * quarter] + addresses[next * quarter..<(next + 1) * quarter],
                to: list)
        }
        let process = try await host.startGuard(lists: lists)
        _ = try await host.firstDrop()
        try waitUntilIdle(process.id)
        guard let usage = RunningUsage(pid: process.id) else { throw BenchmarkFailure("the guard has ended") }
        return [
            Row("guard-memory.resident", ours: usage.memory, unit: "MiB", .lessIsBetter, goal: .init(limit: 40)),
            Row("guard-memory.own", ours: usage.ownMemory, unit: "MiB", .lessIsBetter),
            Row("guard-memory.peak", ours: usage.peakMemory, unit: "MiB", .lessIsBetter),
            Row("guard-memory.cpu", ours: usage.cpu, unit: "s", .lessIsBetter),
        ]
    }

    /// Waits until its start is over and five seconds have passed in which it did next to nothing.
    private static func waitUntilIdle(_ id: Int32) throws {
        sleep(15)
        var quiet = 0
        var before = 0.0
        for _ in 0..<120 where quiet < 5 {
            sleep(1)
            guard let now = RunningUsage(pid: id)?.cpu else { throw BenchmarkFailure("the guard has ended") }
            quiet = now - before < 0.03 ? quiet + 1 : 0
            before = now
        }
    }
}
