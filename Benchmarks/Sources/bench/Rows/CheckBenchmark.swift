import Foundation
import IPNetworks

/// What one look-up costs, with key, quota and answer.
enum CheckBenchmark: Benchmark {
    static let name = "check"
    static let summary =
        "GET check with key and quota among 1,000,000 addresses; against nginx with such an answer as a file"

    static let path = "/v1/key/check/"

    static func run(_ bench: Bench) async throws -> [Row] {
        let wrk = try Wrk(bench)
        let world = try await FilledServer(bench, addresses: 1_000_000, listed: 350_000)
        let example = FilledStore.address(world.store.addresses / 2, of: world.store.addresses)
        let answer = try world.get(path + example.description)
        let nginx = try Nginx(bench, files: ["check.json": answer.body], prefixes: [path: "/check.json"])

        func load(_ port: UInt16, _ process: RunningProcess) throws -> Wrk.Load {
            let load = try wrk.load(
                path, port: port, connections: 64, seconds: 3, fields: world.authorization,
                script: world.store.checkScript, server: process)
            guard load.failures == 0 else { throw BenchmarkFailure("\(load.failures) answers were errors") }
            return load
        }
        let loads: (ours: [Wrk.Load], peer: [Wrk.Load])
        if let nginx {
            loads = try Run.paired(times: 5) {
                try load(world.port, world.process)
            } _: {
                try load(nginx.port, nginx.process)
            }
        } else {
            loads = ([try load(world.port, world.process), try load(world.port, world.process)], [])
        }
        func peer(_ figure: KeyPath<Wrk.Load, Double>, times factor: Double = 1) -> Peer {
            .nginx(nginx == nil ? nil : loads.peer.median(figure) * factor)
        }
        return [
            Row(
                "check.rate", ours: loads.ours.median(\.rate), unit: "/s", .moreIsBetter, peer: peer(\.rate),
                goal: .init(ratio: 0.6)),
            Row(
                "check.cpu", ours: loads.ours.median(\.cpu) * 1e6, unit: "µs", .lessIsBetter,
                peer: peer(\.cpu, times: 1e6), goal: .init(limit: 25)),
            Row(
                "check.p99", ours: loads.ours.median(\.p99) * 1e3, unit: "ms", .lessIsBetter,
                peer: peer(\.p99, times: 1e3)),
        ]
    }
}
