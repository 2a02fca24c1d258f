package import Scoring

/// The price list of lies: for every victim and strategy, what it takes to bring an innocent to each threshold.
package struct AttackCost: Sendable {
    package struct Line: Sendable {
        package let strategy: AttackStrategy
        package let result: AttackSearch.Result
    }

    package let lines: [Victim: [Line]]

    package init(policy: ScoringPolicy) throws {
        let search = try AttackSearch(policy: policy)
        var lines: [Victim: [Line]] = [:]
        for victim in Victim.allCases {
            lines[victim] = try AttackStrategy.allCases.map {
                Line(strategy: $0, result: try search.result(of: $0, against: victim))
            }
        }
        self.lines = lines
    }

    /// The cheapest way to bring a victim to a threshold without any sensor of the attacker's; `nil` when there is none.
    package func cheapest(_ victim: Victim, to threshold: Int) -> AttackPrice? {
        (lines[victim] ?? []).filter { !$0.strategy.needsConsent }.compactMap { $0.result.prices[threshold] }
            .min { $0.isBelow($1) }
    }

    /// The highest confidence to which accounts that earned no trust brought a victim, however many and old.
    package func highestUnearned(_ victim: Victim) -> Int {
        (lines[victim] ?? []).filter { !$0.strategy.needsConsent && !$0.strategy.earnsTrust }.map(\.result.highest)
            .max() ?? 0
    }
}
