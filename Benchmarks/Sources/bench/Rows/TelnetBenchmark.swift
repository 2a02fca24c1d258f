import ThreatModel

/// What an attacker's visit by Telnet costs the sensor, from the greeting to the events' arrival at the server.
enum TelnetBenchmark: Benchmark {
    static let name = "telnet"
    static let summary = "Telnet visits (login, two commands, exit), events delivered to a server; against Cowrie"

    private static let visits = 600
    private static let rounds = 3

    static func run(_ bench: Bench) async throws -> [Row] {
        let sensor = try PlayedSensor(bench, [.telnet])
        let cowrie = try Cowrie(bench)
        var ours: [VisitCost] = []
        var theirs: [VisitCost] = []
        // The first round does not count.
        for round in 0...rounds {
            bench.progress("telnet: round \(round) of \(rounds)")
            let first = round * visits
            let own = try VisitCost(
                Self.visits(to: sensor.port(of: .telnet)), count: visits, from: first, to: sensor.process)
            let their = try cowrie.map {
                try VisitCost(Self.visits(to: $0.telnet), count: visits, from: first, to: $0.process)
            }
            guard round > 0 else { continue }
            ours.append(own)
            theirs += their.map { [$0] } ?? []
        }
        return [
            Row(
                "telnet.cpu", ours: VisitCost.median(ours, \.cpu) ?? .nan, unit: "ms", .lessIsBetter,
                peer: Cowrie.peer(VisitCost.median(theirs, \.cpu)), goal: .init(limit: 0.5, ratio: 20)),
            Row(
                "telnet.p99", ours: VisitCost.median(ours, \.p99) ?? .nan, unit: "ms", .lessIsBetter,
                peer: Cowrie.peer(VisitCost.median(theirs, \.p99)), goal: .init(ratio: 5)),
            Row(
                "telnet.memory", ours: try sensor.process.usage().memory, unit: "MiB", .lessIsBetter,
                peer: Cowrie.peer(try cowrie?.process.usage().memory), goal: .init(limit: 60)),
        ]
    }

    /// Eight at a time. What comes before the name is not counted: a device takes its time to show its prompt, and a good
    /// disguise does as well.
    private static func visits(to port: UInt16) -> Visits {
        Visits(atOnce: 8) { source in
            let visitor = try TelnetVisitor(to: port, from: source)
            let start = ContinuousClock.now
            try visitor.logIn(password: "admin")
            try visitor.type("uname -a; cat /proc/cpuinfo")
            visitor.leave()
            return (ContinuousClock.now - start) / .seconds(1)
        }
    }
}
