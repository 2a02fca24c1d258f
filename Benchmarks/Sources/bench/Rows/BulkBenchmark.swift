import Foundation

/// Ten thousand reports in one request.
enum BulkBenchmark: Benchmark {
    static let name = "bulk"
    static let summary = "10,000 reports in one request, durable when answered, as JSON and as CSV"

    private static let rows = 10_000
    private static let rounds = 5
    private static let target = "/v1/key/bulk-report"
    private static let boundary = "benchmark-5fd1a7"

    static func run(_ bench: Bench) async throws -> [Row] {
        let contributor = try await Contributor(bench)
        let server = try MeasuredServer(bench, folder: contributor.folder)
        let connection = try Connection(port: server.port)
        var next = 0
        func times(_ type: String, _ body: (Range<Int>) -> String) throws -> Double {
            let times = try (0...rounds).map { _ in
                let fields = contributor.authorization.merging(["Content-Type": type]) { first, _ in first }
                let request = Connection.request(
                    "POST", target, fields: fields, body: Array(body(next..<next + rows).utf8))
                next += rows
                let began = ContinuousClock.now
                let answer = try connection.send(request)
                let time = (ContinuousClock.now - began) / .milliseconds(1)
                guard answer.status == 200,
                    String(decoding: answer.body, as: UTF8.self).contains("\"accepted\":\(rows)")
                else { throw BenchmarkFailure("bulk-report answers \(answer.status)") }
                return time
            }
            // The first does not count: it finds the store empty.
            return Figures.median(Array(times.dropFirst()))
        }
        let json = try times("application/json") { numbers in
            let reports = numbers.map {
                #"{"ip":"\#(Contributor.address($0))","category":"brute_force","protocol":"ssh","comment":"Failed password"}"#
            }
            return "{\"reports\":[\(reports.joined(separator: ","))]}"
        }
        let csv = try times("multipart/form-data; boundary=\(boundary)") { numbers in
            let lines = numbers.map { "\(Contributor.address($0)),1,ssh,\"Failed password, twice\"" }
            return """
                --\(boundary)\r
                Content-Disposition: form-data; name="file"; filename="reports.csv"\r
                Content-Type: text/csv\r
                \r
                IP,category,protocol,comment
                \(lines.joined(separator: "\n"))\r
                --\(boundary)--\r

                """
        }
        return [
            Row("bulk.json", ours: json, unit: "ms", .lessIsBetter, goal: .init(limit: 250)),
            Row("bulk.csv", ours: csv, unit: "ms", .lessIsBetter, goal: .init(limit: 250)),
        ]
    }
}
