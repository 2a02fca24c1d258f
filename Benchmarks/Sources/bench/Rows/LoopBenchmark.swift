import Foundation
import TestHosts
import TestLoop

/// The promise itself: the program's own processes on hosts of their own, an attack, and the first dropped packet.
enum LoopBenchmark: Benchmark {
    static let name = "loop"
    static let summary = "from an attack's last event on a sensor to its first dropped packet at a guard, median of ten"

    private static let attacks = 10

    static func run(_ bench: Bench) async throws -> [Row] {
        guard getuid() == 0 else { throw BenchmarkFailure("needs root, for network namespaces") }
        setenv("SIKKER_PROGRAM", bench.program, 1)
        let world = try await LoopWorld()
        let parts = [try await world.startServer(), try await world.startSensor(), try await world.startGuard()]
        var times: [Double] = []
        for number in 0..<attacks {
            times.append(try await LoopLatency.measure(world, from: LoopNetwork.attacker(number)) / .milliseconds(1))
        }
        withExtendedLifetime(parts) {}
        return [
            Row("loop.median", ours: Figures.median(times), unit: "ms", .lessIsBetter, goal: .init(limit: 1000)),
            Row("loop.slowest", ours: times.max() ?? 0, unit: "ms", .lessIsBetter),
        ]
    }
}
