import ThreatModel

/// How many of the things that give honeypots away give ours away.
enum DetectorsBenchmark: Benchmark {
    static let name = "detectors"
    static let summary =
        "detectors of SSH honeypots at three sensors, each of another seed, over the wire; against Cowrie"

    private static let personas = [1, 2, 3]

    static func run(_ bench: Bench) async throws -> [Row] {
        var hits = 0
        for persona in personas {
            let sensor = try PlayedSensor(bench, [.ssh], persona: persona)
            hits += try count(bench, sensor.port(of: .ssh), "sensor \(persona)")
        }
        let theirs = try Cowrie(bench).map { Double(try count(bench, $0.ssh, Cowrie.name)) }
        return [
            Row(
                "detectors.hits", ours: Double(hits) / Double(personas.count), unit: "hits", .lessIsBetter,
                peer: Cowrie.peer(theirs), goal: .init(limit: 0)),
            Row("detectors.checks", ours: Double(DetectorRegistry.all.count), unit: "checks", .moreIsBetter),
        ]
    }

    private static func count(_ bench: Bench, _ port: UInt16, _ who: String) throws -> Int {
        try DetectorRegistry.all.enumerated().count { number, detector in
            let isHit = try detector.isHit(DetectedServer(port: port, source: Visits.source(number)))
            if isHit { bench.progress("detectors: \(who): \(detector.name)") }
            return isHit
        }
    }
}
