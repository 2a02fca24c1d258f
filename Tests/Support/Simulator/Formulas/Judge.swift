import Glibc
package import Scoring
import ThreatModel

/// The formulas with their constants.
package struct Judge: Sendable {
    let policy: ScoringPolicy
    private let plain: ScoringPolicy

    package init(policy: ScoringPolicy) throws {
        self.policy = policy
        plain = try PolicyVariant.plain.policy()
    }

    /// So many meetings make 100 of their logarithm.
    private static let fullCount = 50.0

    func confidence(_ formula: Formula, _ holdings: Holdings, at time: Timestamp, whitelistFactor: Double) -> Int {
        switch formula {
        case .sikker:
            Int(policy.score(holdings.evidence, at: time, whitelistFactor: whitelistFactor).confidence)
        case .plain:
            Int(
                plain.score(holdings.frozenEvidence, at: Holdings.frozenTime, whitelistFactor: whitelistFactor)
                    .confidence)
        case .count:
            Int(
                (min(100, 100 * log(1 + Double(holdings.count)) / log(1 + Self.fullCount)) * whitelistFactor).rounded())
        }
    }
}
