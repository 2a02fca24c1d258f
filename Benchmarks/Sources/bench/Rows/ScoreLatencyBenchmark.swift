import Foundation
import ThreatModel

/// How soon an attack that a sensor saw is in the answer about its address.
enum ScoreLatencyBenchmark: Benchmark {
    static let name = "score-latency"
    static let summary = "from a sensor's event to the answer of check, among 1,000,000 addresses, while others report"

    private static let rounds = 300
    private static let patience = Duration.seconds(10)

    static func run(_ bench: Bench) async throws -> [Row] {
        let world = try await FilledServer(bench, addresses: 1_000_000, listed: 350_000)
        let token = try await world.sensorToken()
        let load = Reporting(port: world.port, key: world.store.key)
        let sensor = try Connection(port: world.port)
        let client = try Connection(port: world.port)
        var times: [Double] = []
        for round in 0..<rounds {
            // Not among those that are known.
            let address = "105.\(round / 250).\(round % 250).7"
            let lines = RecordedVisit.lines(from: address, at: SystemClock().now)
            let question = Connection.request(
                "GET", "/v1/key/check/\(address)?verbose=false", fields: world.authorization)
            let began = ContinuousClock.now
            _ = try sensor.send(
                Connection.request(
                    "POST", "/v1/sensor/events",
                    fields: ["Authorization": "Bearer \(token)", "Content-Type": "application/x-ndjson"], body: lines))
            while !String(decoding: try client.send(question).body, as: UTF8.self).contains("\"found\":true") {
                guard ContinuousClock.now - began < patience else {
                    throw BenchmarkFailure("an attack was not in the answer after \(patience)")
                }
            }
            times.append((ContinuousClock.now - began) / .milliseconds(1))
        }
        let reports = try load.stop()
        times.sort()
        return [
            Row(
                "score-latency.p99", ours: times[times.count * 99 / 100], unit: "ms", .lessIsBetter,
                goal: .init(limit: 1000)),
            Row("score-latency.median", ours: Figures.median(times), unit: "ms", .lessIsBetter),
            Row("score-latency.reports", ours: reports, unit: "/s", .moreIsBetter),
        ]
    }
}
