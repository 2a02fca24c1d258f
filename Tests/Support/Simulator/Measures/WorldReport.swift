/// How all formulas did in worlds of one shape that differ in their seed only.
package struct WorldReport: Sendable {
    package let name: String
    package let liarShare: Double
    package let seeds: [UInt64]
    /// For each seed, the formulas' outcomes in the order of ``Formula``.
    let outcomes: [[FormulaOutcome]]

    package init(name: String, liarShare: Double, seeds: [UInt64], outcomes: [[FormulaOutcome]]) {
        self.name = name
        self.liarShare = liarShare
        self.seeds = seeds
        self.outcomes = outcomes
    }

    /// The worst value of all seeds: a bound is kept only when every seed keeps it.
    package func worst(_ measure: Measure, of formula: Formula) -> Double {
        let values = outcomes.map {
            measure.value(of: $0[formula.rawValue], plain: $0[Formula.plain.rawValue])
        }
        if values.contains(where: \.isNaN) { return .nan }
        return (measure.isMoreBetter ? values.min() : values.max()) ?? .nan
    }

    /// Whether ours keeps a bound with every seed; `nil` where there is none.
    package func isMet(_ measure: Measure) -> Bool? {
        measure.isMet(worst(measure, of: .sikker), liarShare: liarShare)
    }

    /// The measures whose bounds are not kept.
    package var missed: [Measure] { Measure.allCases.filter { isMet($0) == false } }
}
