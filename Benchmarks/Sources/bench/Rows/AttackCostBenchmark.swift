import Scoring
import Simulator

/// What it takes to buy an innocent address onto the list.
enum AttackCostBenchmark: DocumentedBenchmark {
    static let name = "attack-cost"
    static let summary = "the cheapest lies that bring an innocent address to 50, 70 and 90"

    static func run(_ bench: Bench) async throws -> [Row] {
        let cost = try AttackCost(policy: ScoringPolicy.current())
        return Victim.allCases.flatMap { victim in
            // Where a threshold cannot be reached there is no figure.
            let prices = AttackSearch.thresholds.compactMap { threshold in
                cost.cheapest(victim, to: threshold).map { price in
                    Row(
                        "attack-cost.\(victim).\(threshold)", ours: Double(price.accountDays), unit: "account-days",
                        .moreIsBetter)
                }
            }
            return prices + [
                Row(
                    "attack-cost.\(victim).unearned", ours: Double(cost.highestUnearned(victim)), unit: "confidence",
                    .lessIsBetter, goal: .init(limit: 49))
            ]
        }
    }

    static func document(_ bench: Bench) async throws -> String {
        try AttackCost(policy: ScoringPolicy.current()).markdown
    }
}
