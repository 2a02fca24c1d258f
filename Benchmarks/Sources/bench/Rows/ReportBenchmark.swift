import Foundation
import Store
import ThreatAPI

/// Reports, each of them durable before it is answered; then the server is killed, and what it answered for is counted.
///
/// The count cannot see everything: a report whose answer was still under way when a load ended, at most one a connection,
/// is in the store as well and could hide a lost one.
enum ReportBenchmark: Benchmark {
    static let name = "report"
    static let summary = "reports from 64 connections, each durable when answered; counted in the store after kill -9"

    static let target = "/v1/key/report"
    private static let seconds = 5

    static func run(_ bench: Bench) async throws -> [Row] {
        let wrk = try Wrk(bench)
        let folder = bench.file("data")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/sikker.sqlite"
        let store = try SQLiteStore(path: file)
        let key = try await Administration(store: store).createKey(tier: "operator", label: "benchmark").secret.text
        await store.close()

        let server = try MeasuredServer(bench, folder: folder)
        let loads = try (1...3).map { round in
            try wrk.load(
                target, port: server.port, connections: 64, seconds: seconds,
                fields: ["Authorization": "Bearer \(key)", "Content-Type": "application/json"], script: script(round),
                server: server.process)
        }
        server.process.kill()

        let survivor = try SQLiteStore(path: file)
        let stored = try await survivor.read { try $0.addressCount() }
        await survivor.close()
        let failures = loads.reduce(0) { $0 + $1.failures }
        let answered = loads.reduce(0) { $0 + $1.answers } - failures
        return [
            Row("report.rate", ours: loads.median(\.rate), unit: "/s", .moreIsBetter, goal: .init(limit: 2000)),
            Row("report.cpu", ours: loads.median(\.cpu) * 1e6, unit: "µs", .lessIsBetter),
            Row("report.p99", ours: loads.median(\.p99) * 1e3, unit: "ms", .lessIsBetter),
            Row("report.failed", ours: failures, unit: "reports", .lessIsBetter, goal: .init(limit: 0)),
            Row(
                "report.lost", ours: max(0, answered - Double(stored)), unit: "reports", .lessIsBetter,
                goal: .init(limit: 0)),
        ]
    }

    /// Lua that reports another address each time: a network of 24 bits for each thread of each round, in an order that
    /// jumps about (the factor is odd, so that no address comes twice).
    static func script(_ round: Int) -> String {
        """
        local threads = 0
        function setup(thread) threads = threads + 1; thread:set("network", \(20 * round) + threads) end
        wrk.method = "POST"
        local count = 0
        function request()
          count = count + 1
          local a = count * 7919 % 16777216
          return wrk.format(nil, nil, nil, string.format(
            '{"ip":"%d.%d.%d.%d","category":"brute_force","protocol":"ssh","comment":"Failed password for root"}',
            network, math.floor(a / 65536), math.floor(a / 256) % 256, a % 256))
        end
        """
    }
}
