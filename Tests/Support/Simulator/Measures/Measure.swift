/// What a formula is judged by, with the bound that ours must keep.
package enum Measure: String, CaseIterable, Sendable {
    case auc
    case precisionAt90 = "precision-at-90"
    case framedAt50 = "framed-at-50"
    case framedAt70 = "framed-at-70"
    case silentAt70 = "silent-at-70"
    case recallAt70 = "recall-at-70"
    case recallLoss = "recall-loss"
    case recallLossAlike = "recall-loss-alike"
    case hoursToListing = "hours-to-listing"
    case daysToRelease = "days-to-release"

    /// What it means, in a few words.
    package var title: String {
        switch self {
        case .auc: "hostile above innocent (AUC)"
        case .precisionAt90: "hostile, of those at 90"
        case .framedAt50: "innocents lied about that came to 50"
        case .framedAt70: "innocents lied about that came to 70"
        case .silentAt70: "silent for 45 days, still at 70"
        case .recallAt70: "hostile ones at 70"
        case .recallLoss: "fewer hostile ones at 70 than without decay, trust, gate"
        case .recallLossAlike: "fewer than that where it is right as often"
        case .hoursToListing: "first attack to the list, median"
        case .daysToRelease: "last attack to below 50, median"
        }
    }

    package var unit: String {
        switch self {
        case .auc: ""
        case .precisionAt90, .framedAt50, .silentAt70, .recallAt70: "%"
        case .framedAt70: "addresses"
        case .recallLoss, .recallLossAlike: "points"
        case .hoursToListing: "h"
        case .daysToRelease: "d"
        }
    }

    package var isMoreBetter: Bool {
        switch self {
        case .auc, .precisionAt90, .recallAt70: true
        case .framedAt50, .framedAt70, .silentAt70, .recallLoss, .recallLossAlike, .hoursToListing, .daysToRelease:
            false
        }
    }

    /// The bound in a world with such a share of liars; `nil` for what is only printed.
    package func bound(liarShare: Double) -> Double? {
        switch self {
        case .auc: liarShare == 0 ? 0.94 : nil
        case .precisionAt90: 98
        case .framedAt50: 1
        case .framedAt70: 0
        case .silentAt70: 1
        case .recallLossAlike: 0
        case .recallAt70, .recallLoss, .hoursToListing, .daysToRelease: nil
        }
    }

    /// Whether a value keeps the bound; `nil` where there is none. What could not be measured does not keep it.
    package func isMet(_ value: Double, liarShare: Double) -> Bool? {
        bound(liarShare: liarShare).map { isMoreBetter ? value >= $0 : value <= $0 }
    }

    /// - Parameter plain: how the formula without decay, trust and gate did in the same world.
    func value(of outcome: FormulaOutcome, plain: FormulaOutcome) -> Double {
        switch self {
        case .auc: outcome.ranks.auc
        case .precisionAt90: 100 * outcome.ranks.precision(at: 90)
        case .framedAt50: 100 * outcome.framedShareAt50
        case .framedAt70: Double(outcome.framedAt70)
        case .silentAt70: 100 * outcome.silentShareAt70
        case .recallAt70: 100 * outcome.ranks.recall(at: 70)
        case .recallLoss: 100 * (plain.ranks.recall(at: 70) - outcome.ranks.recall(at: 70))
        case .recallLossAlike:
            100
                * (plain.ranks.recall(atPrecision: outcome.ranks.precision(at: 70), from: 70)
                    - outcome.ranks.recall(at: 70))
        case .hoursToListing: outcome.hoursToListing.quantile(0.5)
        case .daysToRelease: outcome.daysToRelease.quantile(0.5)
        }
    }
}
