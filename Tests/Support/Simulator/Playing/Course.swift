package import Detection
package import Scoring

/// The worlds in which the policy is judged.
package struct Course: Sendable {
    package var shapes: [WorldShape] = [.usual, .hidden, .veiled]
    package var liarShares: [Double] = [0, 0.4]
    /// Instead of those that the shapes name.
    package var seeds: [UInt64]?

    package init() {}

    /// Worlds that are played at once.
    private static let width = 2

    /// Plays every world.
    ///
    /// - Parameter progress: told the name of each world before it is played.
    package func run(
        policy: ScoringPolicy, catalogue: DetectionCatalogue, progress: (String) -> Void = { _ in }
    ) async throws -> [WorldReport] {
        let judge = try Judge(policy: policy)
        let worlds = shapes.flatMap { shape in liarShares.map { shape.with(liarShare: $0) } }
            .flatMap { shape in seeds(of: shape).map { (shape: shape, seed: $0) } }
        var outcomes = [[FormulaOutcome]](repeating: [], count: worlds.count)
        try await withThrowingTaskGroup(of: (Int, [FormulaOutcome]).self) { group in
            for (place, world) in worlds.enumerated() {
                if place >= Self.width, let (done, outcome) = try await group.next() { outcomes[done] = outcome }
                progress(
                    "world \(world.shape.name), \(Int((100 * world.shape.liarShare).rounded())) % liars, seed \(world.seed)"
                )
                group.addTask {
                    var simulation = Simulation(
                        World(world.shape, seed: world.seed, catalogue: catalogue), judge: judge)
                    return (place, try simulation.run())
                }
            }
            for try await (done, outcome) in group { outcomes[done] = outcome }
        }
        var rest = outcomes[...]
        return shapes.flatMap { shape in
            liarShares.map { share in
                let seeds = seeds(of: shape)
                defer { rest = rest.dropFirst(seeds.count) }
                return WorldReport(
                    name: shape.name, liarShare: share, seeds: seeds, outcomes: Array(rest.prefix(seeds.count)))
            }
        }
    }

    private func seeds(of shape: WorldShape) -> [UInt64] { seeds ?? shape.seeds }
}
