import Foundation

/// Indicators by the page, at the beginning of a collection and at its end.
enum TaxiiBenchmark: Benchmark {
    static let name = "taxii"
    static let summary = "TAXII pages of 100 out of 1,000,000 indicators: page 10,000 against page 1"

    private static let objects = "/taxii2/collections/sikker-threat-intel/objects/"
    private static let accept = ["Accept": "application/taxii+json;version=2.1"]

    static func run(_ bench: Bench) async throws -> [Row] {
        let wrk = try Wrk(bench)
        let world = try await FilledServer(bench, addresses: 1_000_000, listed: 350_000)
        bench.progress("walking through all indicators")
        let began = ContinuousClock.now
        let (last, count) = try lastPage(of: world)
        let walk = (ContinuousClock.now - began) / .seconds(1)
        func load(_ target: String) throws -> Wrk.Load {
            let load = try wrk.load(
                target, port: world.port, connections: 8, seconds: 3,
                fields: world.authorization.merging(accept) { first, _ in first }, server: world.process)
            guard load.failures == 0 else { throw BenchmarkFailure("\(load.failures) answers were errors") }
            return load
        }
        let loads = try Run.paired(times: 5) {
            try load("\(objects)?limit=100&next=\(last)")
        } _: {
            try load("\(objects)?limit=100")
        }
        return [
            Row(
                "taxii.first", ours: loads.peer.median(\.rate), unit: "pages/s", .moreIsBetter, goal: .init(limit: 1000)
            ),
            Row(
                "taxii.last", ours: loads.ours.median(\.rate), unit: "pages/s", .moreIsBetter,
                peer: .measured("first", loads.peer.median(\.rate)), goal: .init(limit: 1000, ratio: 1 / 1.3)),
            Row("taxii.cpu", ours: loads.peer.median(\.cpu) * 1e6, unit: "µs", .lessIsBetter),
            Row("taxii.walk", ours: Double(count) / walk, unit: "indicators/s", .moreIsBetter),
        ]
    }

    /// Goes through the collection by pages of 1,000.
    ///
    /// - Returns: where a page of 100 near its end begins, and how many indicators there are.
    private static func lastPage(of world: FilledServer) throws -> (next: String, count: Int) {
        struct Page: Decodable {
            struct Object: Decodable { var type: String }
            var objects: [Object]?
            var more: Bool?
            var next: String?
        }
        let connection = try Connection(port: world.port)
        let fields = world.authorization.merging(accept) { first, _ in first }
        var tokens: [String] = []
        var count = 0
        var target = "\(objects)?limit=1000"
        while true {
            let answer = try connection.send(Connection.request("GET", target, fields: fields))
            guard answer.status == 200 else { throw BenchmarkFailure("\(target) answers \(answer.status)") }
            let page = try JSONDecoder().decode(Page.self, from: Data(answer.body))
            count += page.objects?.count { $0.type == "indicator" } ?? 0
            guard page.more == true, let next = page.next else { break }
            tokens.append(next)
            target = "\(objects)?limit=1000&next=\(next)"
        }
        guard tokens.count > 10 else { throw BenchmarkFailure("the collection has \(count) indicators only") }
        return (tokens[tokens.count - 2], count)
    }
}
