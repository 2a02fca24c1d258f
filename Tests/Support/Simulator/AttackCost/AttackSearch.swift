package import Scoring

/// Finds the cheapest way of every strategy to every threshold.
package struct AttackSearch: Sendable {
    let policy: ScoringPolicy
    /// What accounts that earned trust hold, by their age in days.
    private let vetted: [(days: Int, firstReports: Int, earned: TrustChange)]

    /// Confidences that somebody may want an innocent to reach: the usual list, its usual stricter forms.
    package static let thresholds = [50, 70, 90]
    /// Nobody prepares for longer, has more accounts, or finds more attackers before all sensors do.
    static let mostDays = 180
    static let mostAccounts = 1000
    static let mostFirstReports = 20
    private static let mostVettedBesideFresh = 8
    private static let forgedSessions = 20

    package init(policy: ScoringPolicy) throws {
        self.policy = policy
        vetted = try (0...Self.mostDays).compactMap { days in
            try Assault.firstReports(toBeVettedAfter: days, atMost: Self.mostFirstReports, policy: policy)
                .map { (days, $0.count, $0.earned) }
        }
    }

    /// What a strategy can reach against a victim.
    package struct Result: Sendable {
        /// The price of each threshold that it reaches.
        package var prices: [Int: AttackPrice] = [:]
        /// The highest confidence that it reached with everything it was given.
        package var highest = 0

        mutating func note(_ confidence: Int, _ price: AttackPrice) {
            highest = max(highest, confidence)
            for threshold in AttackSearch.thresholds where confidence >= threshold {
                guard prices[threshold].map({ price.isBelow($0) }) ?? true else { continue }
                prices[threshold] = price
            }
        }
    }

    package func result(of strategy: AttackStrategy, against victim: Victim) throws -> Result {
        var result = Result()
        switch strategy {
        case .oneAccount:
            reportAll(victim, age: 0, .none, organisation: 1, firstReports: 0, &result)
            // However many reports, it is one account.
            result.prices = result.prices.mapValues { AttackPrice(accounts: 1, days: $0.days) }
        case .freshAccounts: reportAll(victim, age: 0, .none, organisation: nil, firstReports: 0, &result)
        case .agedAccounts, .copiedReports:
            for days in stride(from: 10, through: Self.mostDays, by: 10) {
                let copied = strategy == .copiedReports ? days : 0
                let earned = try Assault.earned(byReports: copied, areFirst: false, policy: policy)
                reportAll(victim, age: days, earned, organisation: nil, firstReports: 0, &result)
            }
        case .firstReportsOneNetwork, .firstReports:
            let organisation: Int64? = strategy == .firstReportsOneNetwork ? 1 : nil
            for (days, count, earned) in vetted {
                reportAll(victim, age: days, earned, organisation: organisation, firstReports: count, &result)
            }
        case .firstReportsAndFresh: mix(victim, &result)
        case .oneLentSensor: forge(victim, lenders: 1, &result)
        case .lentSensors: forge(victim, lenders: 8, &result)
        }
        return result
    }

    private func reportAll(
        _ victim: Victim, age days: Int, _ earned: TrustChange, organisation: Int64?, firstReports: Int,
        _ result: inout Result
    ) {
        var assault = Assault(on: victim, policy: policy)
        for accounts in 1...Self.mostAccounts {
            assault.report(age: days, earned, organisation: organisation)
            // Beyond the votes that are kept, more change nothing.
            if accounts > Evidence.maximumVotes * 2, accounts < Self.mostAccounts { continue }
            let confidence = assault.confidence
            result.note(confidence, AttackPrice(accounts: accounts, days: days, firstReports: firstReports))
            if confidence >= Self.thresholds.last ?? 100 { break }
        }
    }

    private func mix(_ victim: Victim, _ result: inout Result) {
        for (days, count, earned) in vetted {
            for accounts in 1...Self.mostVettedBesideFresh {
                var assault = Assault(on: victim, policy: policy)
                for _ in 0..<accounts { assault.report(age: days, earned) }
                for fresh in 0...Evidence.maximumVotes {
                    if fresh > 0 { assault.report(age: 0) }
                    result.note(
                        assault.confidence,
                        AttackPrice(accounts: accounts, days: days, firstReports: count, freshAccounts: fresh))
                }
            }
        }
    }

    private func forge(_ victim: Victim, lenders: Int64, _ result: inout Result) {
        var assault = Assault(on: victim, policy: policy)
        for lender in 1...lenders {
            for _ in 0..<Self.forgedSessions { assault.forge(lender: lender) }
            result.note(assault.confidence, AttackPrice(accounts: Int(lender), days: 0))
        }
    }
}
