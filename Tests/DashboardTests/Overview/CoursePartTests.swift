import Guard
import Testing
import ThreatModel

@testable import Dashboard
@testable import WebPages

/// The chart of what happened.
@Suite struct CoursePartTests {
    private typealias Series = OverviewHistory.Series

    private static let start = Timestamp(milliseconds: 1_795_305_600_000)

    private static func series(_ lists: [String?], _ points: [[Int]]) -> Series {
        Series(
            lists: lists,
            points: points.enumerated().map { place, packets in
                Series.Point(start: Moment(start.advanced(by: .seconds(3600 * place))), packets: packets)
            })
    }

    @Test func listsKeepTheirOrderAndSilentOnesAreLeftOut() {
        let (names, places) = CoursePart.kinds(Self.series(["a", "b", "c"], [[1, 0, 9], [2, 0, 9]]))
        #expect(names == ["a", "c"] && places == [[0], [2]])
    }

    @Test func thoseWithLeastShareTheLastKind() {
        let lists = (0..<9).map { "list \($0)" } + [nil]
        let counts = [5, 50, 1, 40, 2, 30, 3, 20, 4, 7]
        let (names, places) = CoursePart.kinds(Self.series(lists, [counts]))
        #expect(names == ["list 1", "list 3", "list 5", "list 7", "5 other lists", CoursePart.noList])
        #expect(places == [[1], [3], [5], [7], [0, 2, 4, 6, 8], [9]])
        #expect(names.count <= StackedColumns.mostKinds)
        #expect(places.flatMap(\.self).count == lists.count)
    }

    @Test func nothingIsLostInTheColumns() {
        let lists = (0..<12).map { "list \($0)" }
        let points = (0..<24).map { hour in lists.indices.map { hour * 31 + $0 } }
        let history = OverviewHistory.sample(series: Self.series(lists, points))
        let chart = CoursePart(history: history, span: .day, now: Self.start).chart
        #expect(chart.columns.map { $0.counts.reduce(0, +) } == points.map { $0.reduce(0, +) })
        #expect(chart.columns[0].name == "2026-11-22 00:00")
        #expect(chart.columns.count { !$0.tick.isEmpty } == 8)
    }

    @Test(arguments: [(HistorySpan.week, 7, 7), (.month, 30, 5)])
    func daysHaveTheirDates(_ span: HistorySpan, _ count: Int, _ ticks: Int) {
        let start = Timestamp(milliseconds: 1_793_577_600_000)
        let points = (0..<count).map {
            Series.Point(start: Moment(start.advanced(by: .seconds(86_400 * $0))), packets: [1])
        }
        let history = OverviewHistory.sample(series: Series(lists: ["a"], points: points))
        let columns = CoursePart(history: history, span: span, now: start).chart.columns
        #expect(columns.count { !$0.tick.isEmpty } == ticks)
        #expect(columns.last?.tick.isEmpty == false)
        #expect(
            columns.first?.name == "2026-11-02"
                && columns.first.map { $0.tick.hasSuffix("Nov") || $0.tick.isEmpty } == true)
    }
}
