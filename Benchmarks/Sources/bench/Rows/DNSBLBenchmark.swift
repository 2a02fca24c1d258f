import Foundation
import IPNetworks

/// What an answer of the DNS list costs.
enum DNSBLBenchmark: Benchmark {
    static let name = "dnsbl"
    static let summary = "350,000 addresses as a DNS list over UDP, half of the questions about others; against rbldnsd"

    private static let zone = "bl.test"
    private static let listed = 350_000
    /// As many as there are numbers of questions.
    private static let questions = 65_536

    static func run(_ bench: Bench) async throws -> [Row] {
        let port = try Loopback.freePort()
        let world = try await FilledServer(
            bench, addresses: listed, listed: listed,
            arguments: ["--dnsbl-zone", zone, "--dnsbl-listen", "127.0.0.1:\(port)", "--dnsbl-score-minimum", "50"])
        let load = NameLoad(
            (0..<questions / 2).flatMap { number in
                // Spread over the whole list; no two of its addresses lie side by side.
                let address = FilledStore.address(number * 7919 % listed, of: listed)
                return [(address, true), (IPAddress(v4: (address.v4 ?? 0) + 1), false)]
            }, zone: zone)
        func measure(_ port: UInt16, _ process: RunningProcess) throws -> NameLoad.Result {
            let result = try load.run(port: port, seconds: 3, server: process)
            guard result.lost == 0 else { throw BenchmarkFailure("\(result.lost) answers were lost") }
            return result
        }
        let peer = try Self.peer(bench, list: world.get("/v1/key/blacklist?format=rbldnsd").body)
        let results: (ours: [NameLoad.Result], peer: [NameLoad.Result])
        if let peer {
            results = try Run.paired(times: 5) {
                try measure(port, world.process)
            } _: {
                try measure(peer.port, peer.process)
            }
        } else {
            results = ([try measure(port, world.process), try measure(port, world.process)], [])
        }
        func named(_ figure: KeyPath<NameLoad.Result, Double>, times factor: Double = 1) -> Peer {
            peer == nil
                ? .missing("rbldnsd", why: "not installed")
                : .measured("rbldnsd", results.peer.map { $0[keyPath: figure] }.sorted()[2] * factor)
        }
        func median(_ figure: KeyPath<NameLoad.Result, Double>) -> Double {
            let sorted = results.ours.map { $0[keyPath: figure] }.sorted()
            return sorted[sorted.count / 2]
        }
        return [
            Row(
                "dnsbl.rate", ours: median(\.rate), unit: "/s", .moreIsBetter, peer: named(\.rate),
                goal: .init(ratio: 0.5)),
            Row(
                "dnsbl.cpu", ours: median(\.cpu) * 1e6, unit: "µs", .lessIsBetter, peer: named(\.cpu, times: 1e6),
                goal: .init(limit: 10)),
        ]
    }

    /// rbldnsd with the list as the server exports it; `nil` when it is not installed.
    private static func peer(_ bench: Bench, list: [UInt8]) throws -> (process: RunningProcess, port: UInt16)? {
        guard let program = bench.find("rbldnsd") else { return nil }
        let file = bench.file("rbldnsd.list")
        try Data(list).write(to: URL(filePath: file))
        let port = try Loopback.freePort()
        var arguments = ["-n", "-b", "127.0.0.1/\(port)", "\(zone):combined:\(file)"]
        if geteuid() == 0 { arguments = ["-u", "nobody:nogroup"] + arguments }
        return (try RunningProcess(program, arguments, log: bench.file("rbldnsd.log")), port)
    }
}
