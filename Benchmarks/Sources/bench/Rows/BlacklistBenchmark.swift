import Foundation

/// What handing out a large list costs: whole, compressed, and when the client has it already.
enum BlacklistBenchmark: Benchmark {
    static let name = "blacklist"
    static let summary =
        "a blacklist of 350,000 addresses as text, as gzip and unchanged; against nginx with the same bytes"

    private static let target = "/v1/key/blacklist?plaintext=true"
    private static let listed = 350_000

    static func run(_ bench: Bench) async throws -> [Row] {
        let wrk = try Wrk(bench)
        let folder = bench.file("data")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        bench.progress("filling a store")
        let filled = try await FilledStore.make(in: folder, addresses: listed, listed: listed)
        let server = try MeasuredServer(bench, folder: folder)
        bench.progress("waiting until the server has looked over every score")
        try server.process.waitUntilIdle()

        let authorization = ["Authorization": "Bearer \(filled.key)"]
        func list(_ fields: [String: String]) throws -> Loopback.Answer {
            let fields = fields.merging(authorization) { first, _ in first }
            let answer = try Loopback.request("GET", target, port: server.port, fields: fields)
            guard answer.status == 200 else { throw BenchmarkFailure("blacklist answers \(answer.status)") }
            return answer
        }
        let plain = try list([:])
        let gzip = try list(["Accept-Encoding": "gzip"])
        guard plain.body.count(where: { $0 == UInt8(ascii: "\n") }) == listed else {
            throw BenchmarkFailure("the blacklist does not have \(listed) lines")
        }
        let nginx = try Nginx(
            bench, files: ["v1/key/blacklist": plain.body, "v1/key/blacklist.gz": gzip.body])
        let memory = try server.process.usage().memory

        func loads(_ connections: Int, _ fields: [String: String], unchanged: Bool = false) throws -> (
            ours: [Wrk.Load], peer: [Wrk.Load]
        ) {
            func load(_ port: UInt16, _ process: RunningProcess) throws -> Wrk.Load {
                var fields = fields.merging(authorization) { first, _ in first }
                if unchanged {
                    fields["If-None-Match"] = try Loopback.request("HEAD", target, port: port, fields: fields)
                        .fields["etag"]
                }
                let load = try wrk.load(
                    target, port: port, connections: connections, seconds: 3, fields: fields, server: process)
                guard load.failures == 0 else { throw BenchmarkFailure("\(load.failures) answers were errors") }
                guard !unchanged || load.bytes / load.rate < 2000 else {
                    throw BenchmarkFailure("the list was sent although it had not changed")
                }
                return load
            }
            guard let nginx else { return ([try load(server.port, server.process)], []) }
            return try Run.paired(times: 3) {
                try load(server.port, server.process)
            } _: {
                try load(nginx.port, nginx.process)
            }
        }
        func peer(_ loads: [Wrk.Load], _ figure: KeyPath<Wrk.Load, Double>, times factor: Double = 1) -> Peer {
            .nginx(nginx == nil ? nil : loads.median(figure) * factor)
        }
        let whole = try loads(4, [:])
        let compressed = try loads(4, ["Accept-Encoding": "gzip"])
        let unchanged = try loads(16, [:], unchanged: true)
        _ = try wrk.load(
            target, port: server.port, connections: 100, seconds: 3, fields: authorization, server: server.process)
        let growth = try server.process.usage().peakMemory - memory
        let size = Double(plain.body.count) / 1_048_576
        return [
            Row(
                "blacklist.text", ours: whole.ours.median(\.bytes) / 1e9, unit: "GB/s", .moreIsBetter,
                peer: peer(whole.peer, \.bytes, times: 1e-9), goal: .init(ratio: 0.5)),
            Row(
                "blacklist.text.cpu", ours: whole.ours.median(\.cpu) * 1e3, unit: "ms", .lessIsBetter,
                peer: peer(whole.peer, \.cpu, times: 1e3)),
            Row(
                "blacklist.gzip", ours: compressed.ours.median(\.rate), unit: "/s", .moreIsBetter,
                peer: peer(compressed.peer, \.rate), goal: .init(ratio: 0.5)),
            Row(
                "blacklist.unchanged", ours: unchanged.ours.median(\.rate), unit: "/s", .moreIsBetter,
                peer: peer(unchanged.peer, \.rate), goal: .init(ratio: 0.4)),
            Row(
                "blacklist.growth", ours: growth, unit: "MiB", .lessIsBetter, goal: .init(limit: (2 * size).rounded())),
        ]
    }
}
