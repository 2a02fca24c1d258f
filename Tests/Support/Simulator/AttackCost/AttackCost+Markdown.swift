extension AttackCost {
    /// The headline and a table for each victim.
    package var markdown: String {
        var parts = [headline]
        for victim in Victim.allCases {
            var lines = [
                "**\(victim.title):**", "",
                "| with | \(AttackSearch.thresholds.map { "to \($0)" }.joined(separator: " | ")) |",
                "|---|\(AttackSearch.thresholds.map { _ in "---|" }.joined())",
            ]
            for line in self.lines[victim] ?? [] {
                let cells = AttackSearch.thresholds.map { threshold in
                    line.result.prices[threshold].map { Self.text($0, line.strategy) }
                        ?? "impossible: \(line.result.highest) at most"
                }
                lines.append("| \(line.strategy.title) | \(cells.joined(separator: " | ")) |")
            }
            parts.append(lines.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// The cheapest ways to list somebody who did nothing at all.
    private var headline: String {
        let prices = AttackSearch.thresholds.map { threshold in
            cheapest(.unseen, to: threshold).map { price in
                "**to \(threshold): \(price.accountDays) account-days** (\(Self.text(price, .firstReportsAndFresh)))"
            } ?? "**to \(threshold): impossible** without a sensor that the operator accepted"
        }
        return "The cheapest way to bring an innocent address\n\n" + prices.map { "- \($0)" }.joined(separator: "\n")
    }

    private static func text(_ price: AttackPrice, _ strategy: AttackStrategy) -> String {
        if strategy.needsConsent {
            return price.accounts == 1 ? "1 sensor, at once" : "sensors of \(price.accounts) organisations, at once"
        }
        let accounts = price.accounts == 1 ? "1 account" : "\(price.accounts) accounts"
        var text = price.days == 0 ? "\(accounts), at once" : "\(accounts) × \(price.days) days"
        if price.firstReports > 0 { text += ", \(price.firstReports) first reports each" }
        if price.freshAccounts > 0 { text += ", and \(price.freshAccounts) fresh ones" }
        return text
    }
}
