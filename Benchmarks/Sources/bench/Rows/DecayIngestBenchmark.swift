import Foundation
import ThreatModel

/// Whether reports wait while an hour's decay is worked in.
///
/// A server finds a store that was scored an hour ago: it looks at every address, which is more than it does each hour, and
/// scores again those whose hour has come. Reports come one after the other, first meanwhile, then with the server at rest.
enum DecayIngestBenchmark: Benchmark {
    static let name = "decay-ingest"
    static let summary = "how long a report takes while 1,000,000 addresses decay, and when none does"

    private static let reports = 2000

    static func run(_ bench: Bench) async throws -> [Row] {
        let folder = bench.file("data-decay")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        bench.progress("filling a store with 1000000 addresses that were scored an hour ago")
        let store = try await FilledStore.make(
            in: folder, addresses: 1_000_000, listed: 350_000,
            scoredAt: SystemClock().now.advanced(by: .seconds(-3600)))
        let server = try MeasuredServer(bench, folder: folder)
        let used = try server.process.usage().cpu
        let during = try times(of: server, key: store.key, from: 0)
        let spent = try server.process.usage().cpu - used
        bench.progress("waiting until every score is of this hour")
        try server.process.waitUntilIdle(atMost: .seconds(900))
        let idle = try server.process.usage().cpu
        let resting = try times(of: server, key: store.key, from: reports)
        let extra = spent - (try server.process.usage().cpu - idle)
        guard extra > 0.2 else { throw BenchmarkFailure("the decay was over before the reports began") }
        return [
            Row("decay-ingest.p99", ours: p99(during), unit: "ms", .lessIsBetter, goal: .init(limit: 50)),
            Row("decay-ingest.p99-at-rest", ours: p99(resting), unit: "ms", .lessIsBetter),
            Row("decay-ingest.median", ours: Figures.median(during), unit: "ms", .lessIsBetter),
            Row("decay-ingest.median-at-rest", ours: Figures.median(resting), unit: "ms", .lessIsBetter),
        ]
    }

    /// Milliseconds of each report, one after the other.
    private static func times(of server: MeasuredServer, key: String, from first: Int) throws -> [Double] {
        let connection = try Connection(port: server.port)
        let fields = ["Authorization": "Bearer \(key)", "Content-Type": "application/json"]
        return try (first..<first + reports).map { number in
            let body = #"{"ip":"\#(Contributor.address(number))","category":"port_scan"}"#
            let began = ContinuousClock.now
            let answer = try connection.send(
                Connection.request("POST", "/v1/key/report", fields: fields, body: Array(body.utf8)))
            guard answer.status == 200 else { throw BenchmarkFailure("report answers \(answer.status)") }
            return (ContinuousClock.now - began) / .milliseconds(1)
        }
    }

    private static func p99(_ times: [Double]) -> Double { times.sorted()[times.count * 99 / 100] }
}
