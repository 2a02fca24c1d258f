import Foundation
import IPNetworks

/// What a bouncer asks of CrowdSec's local API, and what its agents tell it, beside the same here.
enum CrowdSecBenchmark: Benchmark {
    static let name = "crowdsec"
    static let summary = "look-ups, a whole list and ingestion with 50,000 addresses listed; against CrowdSec's LAPI"

    private static let addresses = 50_000

    static func run(_ bench: Bench) async throws -> [Row] {
        guard let peer = try CrowdSec(bench) else {
            bench.progress("crowdsec is not installed; left out")
            return []
        }
        let wrk = try Wrk(bench)
        let world = try await FilledServer(bench, addresses: addresses, listed: addresses)
        bench.progress("filling CrowdSec's store")
        let known = (0..<addresses).map { FilledStore.address($0, of: addresses).description }
        try peer.ban(known, bench)
        return try lookups(world, peer, wrk) + lists(world, peer) + ingestion(world, peer, wrk)
    }

    private static func lookups(_ world: FilledServer, _ peer: CrowdSec, _ wrk: Wrk) throws -> [Row] {
        let script = world.store.checkScript.replacingOccurrences(
            of: CheckBenchmark.path, with: "/v1/decisions?ip=")
        let loads = try Run.paired(times: 3) {
            try wrk.load(
                "/", port: world.port, connections: 8, seconds: 3, fields: world.authorization,
                script: world.store.checkScript, server: world.process)
        } _: {
            try wrk.load(
                "/", port: peer.port, connections: 8, seconds: 3, fields: peer.bouncer, script: script,
                server: peer.process)
        }
        return [
            Row(
                "crowdsec.lookup", ours: loads.ours.median(\.rate), unit: "/s", .moreIsBetter,
                peer: .measured("LAPI", loads.peer.median(\.rate))),
            Row(
                "crowdsec.lookup.cpu", ours: loads.ours.median(\.cpu) * 1e6, unit: "µs", .lessIsBetter,
                peer: .measured("LAPI", loads.peer.median(\.cpu) * 1e6)),
        ]
    }

    private static func lists(_ world: FilledServer, _ peer: CrowdSec) throws -> [Row] {
        func timed(_ port: UInt16, _ target: String, _ fields: [String: String]) throws -> (time: Double, bytes: Double)
        {
            let began = ContinuousClock.now
            let answer = try Loopback.request("GET", target, port: port, fields: fields)
            guard answer.status == 200 else { throw BenchmarkFailure("\(target) answers \(answer.status)") }
            return ((ContinuousClock.now - began) / .seconds(1), Double(answer.body.count))
        }
        let lists = try Run.paired(times: 3) {
            try timed(world.port, "/v1/key/blacklist", world.authorization)
        } _: {
            try timed(peer.port, "/v1/decisions/stream?startup=true", peer.bouncer)
        }
        return [
            Row(
                "crowdsec.list", ours: Figures.median(lists.ours.map(\.time)), unit: "s", .lessIsBetter,
                peer: .measured("LAPI", Figures.median(lists.peer.map(\.time)))),
            Row(
                "crowdsec.list.bytes", ours: Figures.median(lists.ours.map(\.bytes)) / 1e6, unit: "MB", .lessIsBetter,
                peer: .measured("LAPI", Figures.median(lists.peer.map(\.bytes)) / 1e6)),
        ]
    }

    /// Ours is on the disk when it is answered; LAPI's store leaves that to the system, and refuses some.
    private static func ingestion(_ world: FilledServer, _ peer: CrowdSec, _ wrk: Wrk) throws -> [Row] {
        let ours = try wrk.load(
            ReportBenchmark.target, port: world.port, connections: 8, seconds: 5,
            fields: world.authorization.merging(["Content-Type": "application/json"]) { first, _ in first },
            script: ReportBenchmark.script(9), server: world.process)
        let theirs = try wrk.load(
            "/v1/alerts", port: peer.port, connections: 8, seconds: 5, fields: peer.machineFields(),
            script: CrowdSec.alerts, server: peer.process)
        return [
            Row(
                "crowdsec.ingest", ours: ours.rate, unit: "/s", .moreIsBetter, peer: .measured("LAPI", theirs.rate)),
            Row(
                "crowdsec.ingest.failed", ours: ours.failures, unit: "reports", .lessIsBetter,
                peer: .measured("LAPI", theirs.failures)),
        ]
    }
}
