import ThreatModel

/// How far back a question about the history goes.
package enum HistorySpan: String, CaseIterable, Sendable {
    /// This hour and the 23 before it.
    case day = "24h"
    /// Today and the six days before, by UTC.
    case week = "7d"
    /// Today and the 29 days before, by UTC.
    case month = "30d"

    /// The unit of the counts that it is answered from.
    var unit: HistoryUnit {
        switch self {
        case .day: .hour
        case .week, .month: .day
        }
    }

    private var slotCount: Int64 {
        switch self {
        case .day: 24
        case .week: 7
        case .month: 30
        }
    }

    /// The hours or days that it covers at that moment.
    func slots(at now: Timestamp) -> ClosedRange<Int64> {
        let last = unit.slot(of: now)
        return (last - slotCount + 1)...last
    }

    /// The hours that it covers.
    func hours(at now: Timestamp) -> ClosedRange<Int64> {
        let slots = slots(at: now)
        switch unit {
        case .hour: return slots
        case .day: return (slots.lowerBound * 24)...(slots.upperBound * 24 + 23)
        }
    }
}
