import Detection

/// What ten times the rules cost.
enum DetectionScaleBenchmark: Benchmark {
    static let name = "detection-scale"
    static let summary = "the cost of 10,000 primitives over that of 1,000; against grep -F -f"

    static func run(_ bench: Bench) async throws -> [Row] {
        let traffic = SensorTraffic(sessions: 20_000, attacks: 3, catalogue: try .builtIn())
        let (small, large) = (
            try GeneratedRules.catalogue(primitives: 1000), try GeneratedRules.catalogue(primitives: 10_000)
        )
        // In turn, so that drift of the machine hits both.
        let costs = try Run.paired(
            times: 3, { MatchingCost(catalogue: large).perEvent(traffic) },
            { MatchingCost(catalogue: small).perEvent(traffic) })
        let peer: Peer
        switch (
            try GrepPeer(bench, primitives: 1000).eventsPerSecond(traffic),
            try GrepPeer(bench, primitives: 10_000).eventsPerSecond(traffic)
        ) {
        case (.measured(let name, let few), .measured(_, let many)): peer = .measured(name, few / many)
        case (let missing, _): peer = missing
        }
        return [
            Row(
                "detection-scale.ratio", ours: Figures.median(costs.ours) / Figures.median(costs.peer), unit: "×",
                .lessIsBetter, peer: peer, goal: .init(limit: 1.5)),
            Row(
                "detection-scale.memory", ours: Double(large.footprint) / 1_048_576, unit: "MiB", .lessIsBetter,
                goal: .init(limit: 64)),
        ]
    }
}
