import Detection

/// Matching alone, on one core.
enum DetectionBenchmark: Benchmark {
    static let name = "detection"
    static let summary =
        "sessions matched with 1,000 primitives, and shell commands; against grep -F -f on the same texts"

    static func run(_ bench: Bench) async throws -> [Row] {
        let catalogue = try GeneratedRules.catalogue(primitives: 1000)
        let traffic = SensorTraffic(sessions: 20_000, attacks: 3, catalogue: try .builtIn())
        let cost = MatchingCost(catalogue: catalogue)
        return [
            Row(
                "detection.events", ours: 1 / cost.perEvent(traffic), unit: "events/s", .moreIsBetter,
                peer: try GrepPeer(bench, primitives: 1000).eventsPerSecond(traffic), goal: .init(limit: 500_000)),
            Row(
                "detection.command", ours: cost.perCommand(SensorTraffic.commands, times: 2000) * 1e6, unit: "µs",
                .lessIsBetter, goal: .init(limit: 20)),
            Row(
                "detection.across", ours: cost.perObservation(traffic) * 1e6, unit: "µs", .lessIsBetter,
                goal: .init(limit: 20)),
            Row(
                "detection.memory", ours: Double(catalogue.footprint) / 1_048_576, unit: "MiB", .lessIsBetter,
                goal: .init(limit: 16)),
        ]
    }
}
