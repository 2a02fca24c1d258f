/// Counts over time, of several kinds, one column a moment: with axes, a legend, and the same as a table.
///
/// The drawing is stretched to the width there is, and what is written stands beside it as text: so it is as large on a
/// phone as anywhere. Kinds differ by pattern as well as by colour, and stand in the legend in the order of the stack.
package struct StackedColumns: Sendable {
    package struct Column: Sendable {
        /// Below the axis; empty for most of many columns.
        package var tick: String
        /// In the table, and in the words of the column.
        package var name: String
        /// Of each kind, in their order.
        package var counts: [Int]

        package init(tick: String, name: String, counts: [Int]) {
            self.tick = tick
            self.name = name
            self.counts = counts
        }

        var sum: Int { counts.reduce(0, +) }
    }

    /// Unlike ones that a drawing has; whoever has more joins the small ones.
    package static let mostKinds = 6

    /// What is counted, as the title of the figure.
    package var title: String
    /// What the first column of the table holds: "Hour".
    package var moment: String
    package var kinds: [String]
    package var columns: [Column]

    package init(title: String, moment: String, kinds: [String], columns: [Column]) {
        self.title = title
        self.moment = moment
        self.kinds = kinds
        self.columns = columns
    }

    /// - Parameter id: of the figure, which is like no other on its page.
    package func figure(id: String) -> HTML {
        let scale = ChartScale(most: columns.map(\.sum).max() ?? 0)
        return Tag.figure(.class("chart"), .id(id), .labelled(by: "\(id)-title")) {
            Tag.figcaption(.id("\(id)-title")) { title }
            legend
            Tag.div(.class("plot"), .isHiddenFromReaders) {
                Tag.div(.class("y")) {
                    for tick in scale.ticks.reversed() { Tag.span { CountText.short(tick) } }
                }
                drawing(scale)
                Tag.div(.class("x")) {
                    for column in columns { Tag.span { column.tick } }
                }
            }
            Tag.details {
                Tag.summary { "As a table" }
                Tag.div(.class("scroll"), .isFocusable, .role("region"), .label("\(title), as a table")) { table }
            }
        }
    }

    private var legend: HTML {
        Tag.ul(.class("legend")) {
            for (index, kind) in kinds.enumerated() {
                Tag.li {
                    SVG.drawing(width: 10, height: 10) {
                        SVG.bars([SVG.Bar(x: 0, y: 0, width: 10, height: 10)], kind: index)
                    }
                    kind
                    Tag.span(.class("count")) { CountText.full(total(of: index)) }
                }
            }
        }
    }

    private func total(of kind: Int) -> Int { columns.reduce(0) { $0 + $1.counts[kind] } }

    private func drawing(_ scale: ChartScale) -> HTML {
        // A column is ten units wide, two of them space; the whole axis is a thousand high.
        let width = columns.count * 10
        var bars = [[SVG.Bar]](repeating: [], count: kinds.count)
        for (place, column) in columns.enumerated() {
            var below = 0
            for (kind, count) in column.counts.enumerated() where count > 0 {
                // From the sums, so that what is rounded does not add up.
                let bottom = scale.thousandths(below)
                let top = max(bottom + 1, scale.thousandths(below + count))
                bars[kind].append(SVG.Bar(x: place * 10 + 1, y: 1000 - top, width: 8, height: top - bottom))
                below += count
            }
        }
        return SVG.drawing(width: width, height: 1000, isStretched: true) {
            SVG.lines(scale.ticks.dropFirst().map { 1000 - scale.thousandths($0) }, width: width)
            for (kind, bars) in bars.enumerated() { SVG.bars(bars, kind: kind) }
            for (place, column) in columns.enumerated() where column.sum > 0 {
                SVG.zone(x: place * 10, width: 10, height: 1000, title: words(of: column))
            }
        }
    }

    private func words(of column: Column) -> String {
        let counts = zip(kinds, column.counts).filter { $0.1 > 0 }.map { "\($0): \(CountText.full($1))" }
        return ([column.name] + counts).joined(separator: "\n")
    }

    private var table: HTML {
        Tag.table(.class("counts")) {
            Tag.thead {
                Tag.tr {
                    Tag.th(.scope("col")) { moment }
                    for kind in kinds { Tag.th(.scope("col")) { kind } }
                    Tag.th(.scope("col")) { "Sum" }
                }
            }
            Tag.tbody {
                for column in columns {
                    Tag.tr {
                        Tag.th(.scope("row")) { column.name }
                        for count in column.counts { Tag.td { CountText.full(count) } }
                        Tag.td { CountText.full(column.sum) }
                    }
                }
            }
        }
    }
}
