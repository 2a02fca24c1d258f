import Foundation
import Store
import ThreatAPI

/// What an attacker's visit costs the sensor, from the greeting to the events' arrival at the server.
enum TelnetBenchmark: Benchmark {
    static let name = "telnet"
    static let summary = "Telnet visits (login, two commands, exit), events delivered to a server; against Cowrie"

    private static let visits = 1000

    static func run(_ bench: Bench) async throws -> [Row] {
        let folder = bench.file("data")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try SQLiteStore(path: folder + "/sikker.sqlite")
        let token = try await Administration(store: store).createSensorToken(name: "benchmark").secret.text
        await store.close()
        let server = try MeasuredServer(bench, folder: folder)
        let port = try Loopback.freePort()
        let sensor = try Child.start(
            .sensor, [bench.file("sensor"), "\(port)", "\(server.port)", token], log: bench.file("sensor.log"))
        try Loopback.wait(port: port)
        let cowrie = try Cowrie(bench)

        var visitors = 0
        func cost(_ port: UInt16, _ process: RunningProcess) throws -> (cpu: Double, p99: Double) {
            let before = try process.usage().cpu
            let outcome = TelnetVisits(port: port).run(visits, from: visitors)
            visitors += visits
            guard outcome.failures.isEmpty else {
                throw BenchmarkFailure("\(outcome.failures.count) visits failed: \(outcome.failures[0])")
            }
            // What is written and sent a moment after the last visit belongs to the visits.
            sleep(1)
            let cpu = try process.usage().cpu - before
            return (cpu / Double(visits), outcome.durations.sorted()[visits * 99 / 100])
        }
        let costs: (ours: [(cpu: Double, p99: Double)], peer: [(cpu: Double, p99: Double)])
        if let cowrie {
            costs = try Run.paired(times: 3) {
                try cost(port, sensor)
            } _: {
                try cost(cowrie.port, cowrie.process)
            }
        } else {
            costs = (try (0..<3).map { _ in try cost(port, sensor) }, [])
        }
        func peer(_ figures: [Double]) -> Peer {
            cowrie == nil
                ? .missing("Cowrie", why: "not installed") : .measured("Cowrie", Figures.median(figures) * 1e3)
        }
        return [
            Row(
                "telnet.cpu", ours: Figures.median(costs.ours.map(\.cpu)) * 1e3, unit: "ms", .lessIsBetter,
                peer: peer(costs.peer.map(\.cpu)), goal: .init(limit: 0.5, ratio: 20)),
            Row(
                "telnet.p99", ours: Figures.median(costs.ours.map(\.p99)) * 1e3, unit: "ms", .lessIsBetter,
                peer: peer(costs.peer.map(\.p99)), goal: .init(ratio: 5)),
            Row("telnet.memory", ours: try sensor.usage().memory, unit: "MiB", .lessIsBetter, goal: .init(limit: 60)),
        ]
    }
}
