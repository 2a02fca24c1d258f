import Foundation
import TestHosts
import TestLoop

/// Somebody watches the live page while somebody else knocks.
enum LiveLatencyBenchmark: Benchmark {
    static let name = "live-latency"
    static let summary =
        "from a listed address's packet to its row at a page that follows, 300 packets one after the other"

    private static let packets: UInt16 = 300
    private static let firstPort: UInt16 = 20_000

    static func run(_ bench: Bench) async throws -> [Row] {
        let host = try await GuardedHost(bench)
        try host.write([], to: "list.txt")
        let process = try await host.startGuard(lists: ["list.txt"], environment: LiveFollower.environment)
        _ = try await host.firstDrop()
        let follower = try await LiveFollower(of: host)
        var times: [Double] = []
        for port in firstPort..<firstPort + packets {
            let outlet = try await host.outlet(from: GuardedHost.listed, port: port)
            // The next one is sent as soon as this one was told: while the guard gathers what comes after a batch.
            times.append(
                try await host.server.run {
                    let start = ContinuousClock.now
                    outlet.send([0])
                    try follower.read(until: "\"port\":\(port),")
                    return (ContinuousClock.now - start) / .milliseconds(1)
                })
        }
        withExtendedLifetime(process) {}
        let sorted = times.sorted()
        return [
            Row("live-latency.p50", ours: Figures.median(times), unit: "ms", .lessIsBetter),
            Row(
                "live-latency.p99", ours: sorted[sorted.count * 99 / 100], unit: "ms", .lessIsBetter,
                goal: .init(limit: 250)),
        ]
    }
}
