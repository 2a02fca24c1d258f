package import Detection
package import Scoring

/// The worlds in which the policy is judged.
package struct Course: Sendable {
    package var shapes: [WorldShape] = [.usual, .unseen]
    package var liarShares: [Double] = [0, 0.4]
    package var seeds: [UInt64] = [1, 2, 3]

    package init() {}

    /// Plays every world.
    ///
    /// - Parameter progress: told the name of each world before it is played.
    package func run(
        policy: ScoringPolicy, catalogue: DetectionCatalogue, progress: (String) -> Void = { _ in }
    ) throws -> [WorldReport] {
        let judge = try Judge(policy: policy)
        return try shapes.flatMap { shape in
            try liarShares.map { share in
                let outcomes = try seeds.map { seed in
                    progress("world \(shape.name), \(Int((100 * share).rounded())) % liars, seed \(seed)")
                    let world = World(shape.with(liarShare: share), seed: seed, catalogue: catalogue)
                    var simulation = Simulation(world, judge: judge)
                    return try simulation.run()
                }
                return WorldReport(name: shape.name, liarShare: share, seeds: seeds, outcomes: outcomes)
            }
        }
    }
}
