import SSHPeer
import ThreatModel

/// What an attacker's visit by SSH costs the sensor, from the key exchange to the events' arrival at the server.
enum SSHBenchmark: Benchmark {
    static let name = "ssh"
    static let summary =
        "SSH visits (login, a command) of libssh's client, 8 at a time; against Cowrie and libssh's server"

    private static let visits = 400
    private static let rounds = 3
    private static let peerName = "libssh"

    static func run(_ bench: Bench) async throws -> [Row] {
        let sensor = try PlayedSensor(bench, [.ssh])
        let cowrie = try Cowrie(bench)
        let peerPort = try Loopback.freePort()
        let peer = try Child.start(.sshPeer, ["\(peerPort)"], log: bench.file("peer.log"))
        try Loopback.wait(port: peerPort)
        var ours: [VisitCost] = []
        var minimal: [VisitCost] = []
        var theirs: [VisitCost] = []
        // The first round does not count.
        for round in 0...rounds {
            bench.progress("ssh: round \(round) of \(rounds)")
            func cost(_ port: UInt16, _ process: RunningProcess) throws -> VisitCost {
                try VisitCost(Self.visits(to: port), count: visits, from: round * visits, to: process)
            }
            let own = try cost(sensor.port(of: .ssh), sensor.process)
            let least = try cost(peerPort, peer)
            let their = try cowrie.map { try cost($0.ssh, $0.process) }
            guard round > 0 else { continue }
            ours.append(own)
            minimal.append(least)
            theirs += their.map { [$0] } ?? []
        }
        let cpu = VisitCost.median(ours, \.cpu) ?? .nan
        let p99 = VisitCost.median(ours, \.p99) ?? .nan
        func least(_ figure: (VisitCost) -> Double) -> Peer {
            VisitCost.median(minimal, figure).map { .measured(peerName, $0) } ?? .none
        }
        return [
            Row(
                "ssh.cpu", ours: cpu, unit: "ms", .lessIsBetter, peer: Cowrie.peer(VisitCost.median(theirs, \.cpu)),
                goal: .init(limit: 2, ratio: 7)),
            Row(
                "ssh.p99", ours: p99, unit: "ms", .lessIsBetter, peer: Cowrie.peer(VisitCost.median(theirs, \.p99)),
                goal: .init(ratio: 5)),
            Row("ssh.cpu-minimal", ours: cpu, unit: "ms", .lessIsBetter, peer: least(\.cpu)),
            Row("ssh.p99-minimal", ours: p99, unit: "ms", .lessIsBetter, peer: least(\.p99)),
            Row(
                "ssh.memory", ours: try sensor.process.usage().memory, unit: "MiB", .lessIsBetter,
                peer: Cowrie.peer(try cowrie?.process.usage().memory)),
        ]
    }

    private static func visits(to port: UInt16) -> Visits {
        Visits(atOnce: 8) { source in
            let start = ContinuousClock.now
            let visitor = try SSHVisitor(to: port, from: source)
            try visitor.logIn(password: "admin")
            guard try !visitor.run("uname -a").output.isEmpty else { throw BenchmarkFailure("no answer to uname") }
            return (ContinuousClock.now - start) / .seconds(1)
        }
    }
}
