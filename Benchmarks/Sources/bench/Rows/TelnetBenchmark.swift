import ThreatModel

/// What an attacker's visit by Telnet costs the sensor, from the greeting to the events' arrival at the server.
enum TelnetBenchmark: Benchmark {
    static let name = "telnet"
    static let summary =
        "Telnet visits (login, two commands, exit), events delivered: the cost of many, the time of 8 at once; against Cowrie"

    /// A device takes its time to show its prompt: so many at once make a load.
    private static let many = 256
    /// Cowrie turns away what is more.
    private static let manyOfPeer = 64
    private static let few = 8
    private static let commands = "uname -a; cat /proc/cpuinfo"
    private static let visits = 2000
    private static let visitsOfFew = 200
    private static let rounds = 3

    static func run(_ bench: Bench) async throws -> [Row] {
        let sensor = try PlayedSensor(bench, [.telnet])
        let cowrie = try Cowrie(bench)
        var ours: [VisitCost] = []
        var theirs: [VisitCost] = []
        // The first round does not count.
        for round in 0...rounds {
            bench.progress("telnet: round \(round) of \(rounds)")
            let first = round * (visits + visitsOfFew)
            func cost(_ port: UInt16, _ process: RunningProcess, many: Int) throws -> VisitCost {
                var cost = try VisitCost(
                    Self.visits(to: port), count: visitsOfFew, from: first + visits, to: process)
                let crowd = TelnetCrowd(port: port, atOnce: many, script: script)
                cost.cpu = try VisitCost.cpu(of: visits, to: process) { try crowd.run(visits, from: first) }
                return cost
            }
            let own = try cost(sensor.port(of: .telnet), sensor.process, many: many)
            let their = try cowrie.map { try cost($0.telnet, $0.process, many: manyOfPeer) }
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

    private static let script: [(after: [String], send: String)] = [
        (["ogin: "], "root\r\n"), (["assword: "], "admin\r\n"), (TelnetVisitor.prompts, "\(commands)\r\n"),
        (TelnetVisitor.prompts, "exit\r\n"),
    ]

    /// What comes before the name is not counted: it is the device's own time, and a good disguise takes it as well.
    private static func visits(to port: UInt16) -> Visits {
        Visits(atOnce: few) { source in
            let visitor = try TelnetVisitor(to: port, from: source)
            let start = ContinuousClock.now
            try visitor.logIn(password: "admin")
            try visitor.type(commands)
            visitor.leave()
            return (ContinuousClock.now - start) / .seconds(1)
        }
    }
}
