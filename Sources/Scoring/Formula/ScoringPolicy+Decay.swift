import ThreatModel

extension ScoringPolicy {
    /// The first hour after `hour` at which the score is another one if nothing happens: whoever keeps a score need not look at it
    /// before. Time never raises a score, so the hour is found by halving.
    ///
    /// - Parameter horizon: hours; what does not change until then is looked at again then.
    package func nextChange(
        of evidence: Evidence, after hour: UTCHour, whitelistFactor: Double = 1, horizon: Int = 720
    ) -> UTCHour {
        func facts(_ hours: Int) -> ListingFacts {
            score(evidence, at: hour.later(hours: hours).start, whitelistFactor: whitelistFactor).facts
        }
        let now = facts(0)
        // A score of nothing stays.
        guard now.rawConfidence > 0 else { return hour.later(hours: horizon) }
        var same = 0
        var changed = 8
        while changed < horizon, facts(changed) == now {
            same = changed
            changed *= 2
        }
        changed = min(changed, horizon)
        while changed - same > 1 {
            let middle = (same + changed) / 2
            if facts(middle) == now { same = middle } else { changed = middle }
        }
        return hour.later(hours: changed)
    }
}
