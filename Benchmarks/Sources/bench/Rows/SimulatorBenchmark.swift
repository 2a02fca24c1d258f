import Detection
import Scoring
import Simulator

/// Whether the confidence tells attackers from innocents, and whether liars can move it: simulated worlds whose truth is
/// known, played through the real rules.
enum SimulatorBenchmark: DocumentedBenchmark {
    static let name = "simulator"
    static let summary =
        "20,000 addresses and 2,000 reporters for 180 days, up to 40 % liars, the worst of 3 seeds; against two formulas"

    static func run(_ bench: Bench) async throws -> [Row] { try await reports(bench).flatMap(rows) }

    static func document(_ bench: Bench) async throws -> String {
        try await reports(bench).map(\.markdown).joined(separator: "\n")
    }

    private static func reports(_ bench: Bench) async throws -> [WorldReport] {
        var course = Course()
        if let seed = bench.seed { course.seeds = [seed] }
        let clock = ContinuousClock()
        let began = clock.now
        let reports = try await course.run(
            policy: ScoringPolicy.current(), catalogue: DetectionCatalogue.builtIn(), progress: bench.progress)
        bench.progress("all worlds took \((clock.now - began).components.seconds) s")
        return reports
    }

    private static func rows(_ report: WorldReport) -> [Row] {
        Measure.allCases.compactMap { measure in
            let ours = report.worst(measure, of: .sikker)
            let isMet = report.isMet(measure)
            // What never happened is no figure, unless something was promised about it.
            guard ours.isFinite || isMet != nil else { return nil }
            let plain = report.worst(measure, of: .plain)
            let liars = Int((100 * report.liarShare).rounded())
            var row = Row(
                "simulator.\(report.name).liars-\(liars).\(measure.rawValue)", ours: ours.isFinite ? ours : 0,
                unit: measure.unit, measure.isMoreBetter ? .moreIsBetter : .lessIsBetter,
                peer: plain.isFinite
                    ? .measured(Formula.plain.name, plain) : .missing(Formula.plain.name, why: "never"),
                goal: .init(limit: measure.bound(liarShare: report.liarShare)))
            row.met = isMet
            // A share of nothing.
            if row.ratio?.isFinite == false { row.ratio = nil }
            return row
        }
    }
}
