import Guard
import ThreatModel
import WebPages

/// What happened: packets by hour or day, by the list that named their address first.
struct CoursePart {
    let history: OverviewHistory
    let span: HistorySpan
    let now: Timestamp

    var html: HTML {
        Tag.section(.id("course"), .data("fresh", "")) {
            Tag.div(.class("titled")) {
                Tag.h2 { "What happened" }
                Tag.nav(.class("spans"), .label("Span")) {
                    for other in HistorySpan.allCases {
                        if other == span {
                            Tag.a(.href(other.target), .isCurrentPage) { other.title }
                        } else {
                            Tag.a(.href(other.target)) { other.title }
                        }
                    }
                }
            }
            if history.totals.packets > 0 { chart.figure(id: "packets") } else { nothing }
        }
    }

    private var nothing: HTML {
        Tag.p(.class("nothing")) {
            "No packet of a listed address came \(span.words). When one does, it stands below at once, and here within "
            "some seconds."
        }
    }

    var chart: StackedColumns {
        let (kinds, shares) = Self.kinds(history.series)
        let points = history.series.points
        return StackedColumns(
            title: "Packets of listed addresses by \(span.step.lowercased()), by the list that named them first",
            moment: "\(span.step) (UTC)", kinds: kinds,
            columns: points.enumerated().map { place, point in
                StackedColumns.Column(
                    tick: tick(at: place, of: points.count, point.start.time), name: name(of: point.start.time),
                    counts: shares.map { $0.reduce(0) { $0 + point.packets[$1] } })
            })
    }

    /// The lists as the drawing tells them apart, in an order that stays: those with fewest packets share the last kind.
    ///
    /// - Returns: for each kind the places of its lists in the series.
    static func kinds(_ series: OverviewHistory.Series) -> (names: [String], places: [[Int]]) {
        let sums = series.lists.indices.map { list in series.points.reduce(0) { $0 + $1.packets[list] } }
        let known = series.lists.indices.filter { series.lists[$0] != nil && sums[$0] > 0 }
        let unknown = series.lists.indices.filter { series.lists[$0] == nil && sums[$0] > 0 }
        let room = StackedColumns.mostKinds - (unknown.isEmpty ? 0 : 1)
        var shown = known
        var small: [Int] = []
        if known.count > room {
            let first = Set(known.sorted { (sums[$1], $0) < (sums[$0], $1) }.prefix(room - 1))
            shown = known.filter { first.contains($0) }
            small = known.filter { !first.contains($0) }
        }
        var kinds = shown.map { (series.lists[$0] ?? "", [$0]) }
        if !small.isEmpty { kinds.append(("\(small.count) other lists", small)) }
        if !unknown.isEmpty { kinds.append((noList, unknown)) }
        return (kinds.map(\.0), kinds.map(\.1))
    }

    /// For packets of addresses that were taken off their list meanwhile, or came in too great a crowd to be told apart.
    static let noList = "on no list any more"

    // MARK: - Words below the axis

    private func tick(at place: Int, of count: Int, _ start: Timestamp) -> String {
        switch span {
        case .day: return hour(start).isMultiple(of: 3) ? start.rfc3339.dropFirst(11).prefix(2) + "h" : ""
        case .week: return dayText(start)
        // From today back, so that today is always told.
        case .month: return (count - 1 - place).isMultiple(of: 7) ? dayText(start) : ""
        }
    }

    private func name(of start: Timestamp) -> String {
        switch span {
        case .day: String(start.rfc3339.prefix(16)).replacing("T", with: " ")
        case .week, .month: String(start.rfc3339.prefix(10))
        }
    }

    private func hour(_ start: Timestamp) -> Int { Int(start.rfc3339.dropFirst(11).prefix(2)) ?? 0 }

    /// `22 Nov`
    private func dayText(_ start: Timestamp) -> String {
        let text = start.rfc3339
        guard let month = Int(text.dropFirst(5).prefix(2)), let day = Int(text.dropFirst(8).prefix(2)),
            Self.months.indices.contains(month - 1)
        else { return "" }
        return "\(day) \(Self.months[month - 1])"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

extension HistorySpan {
    /// What a column of the chart stands for.
    fileprivate var step: String {
        switch self {
        case .day: "Hour"
        case .week, .month: "Day"
        }
    }

    /// The first page with this span.
    var target: LinkTarget {
        switch self {
        case .day: .path("")
        case .week, .month: .path("", query: [("span", rawValue)])
        }
    }
}
