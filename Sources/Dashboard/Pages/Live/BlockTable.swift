import WebPages

/// The table of what was blocked. Where scripts run, it fills by itself.
struct BlockTable {
    /// Newest first.
    var rows: [BlockRow]
    /// Where the stream goes on; `nil`: nothing more comes.
    var after: String?
    /// Rows that stay on the page while others come.
    var most = LiveRing.length
    /// What the stream lets through, as a query.
    var query: [(name: String, value: String)] = []
    /// Whether rows can be acted on.
    var isActedOn = false
    /// Said where there is no row.
    var absence = "Nothing has been blocked yet. What is comes here by itself."

    var html: HTML {
        Tag.div(.class("scroll"), .isFocusable, .role("region"), .label("Blocked")) {
            Tag.table(.class("blocks")) {
                Tag.thead {
                    Tag.tr {
                        Tag.th(.scope("col")) { "Time" }
                        Tag.th(.scope("col")) { "IP Address" }
                        Tag.th(.scope("col")) { "Action" }
                        Tag.th(.scope("col")) { "Proto" }
                        Tag.th(.scope("col"), .class("number")) { "Pkts" }
                        Tag.th(.scope("col")) { "Source" }
                    }
                }
                if let after {
                    let query = LinkTarget.path("", query: query).text.dropFirst(2)
                    Tag.tbody(
                        .data("live", "\(most)"), .data("after", after), .data("query", String(query)),
                        .data("actions", isActedOn ? "all" : "")
                    ) { body }
                } else {
                    Tag.tbody { body }
                }
            }
        }
    }

    @HTMLBuilder private var body: HTML {
        for row in rows { Self.row(row) }
        if rows.isEmpty {
            Tag.tr(.data("empty", "")) { Tag.td(.columns(6), .class("soft")) { absence } }
        }
    }

    private static func row(_ row: BlockRow) -> HTML {
        let cells =
            Tag.td { time(row.time) }
            + Tag.td(.class("mono")) { Tag.a(.href(.path("addresses", row.address))) { row.address } }
            + Tag.td { action(row) }
            + Tag.td(.title(row.protocolTitle)) { row.protocolText }
            + Tag.td(.class("number")) { row.packets }
            + Tag.td { row.sources.isEmpty ? "none any more" : row.sources.joined(separator: ", ") }
        guard let number = row.number else { return Tag.tr { cells } }
        return Tag.tr(.data("number", "\(number)")) { cells }
    }

    private static func time(_ text: String) -> HTML {
        Tag.time(.dateTime(text), .title(text)) { String(text.drop { $0 != "T" }.dropFirst().prefix(8)) }
    }

    @HTMLBuilder private static func action(_ row: BlockRow) -> HTML {
        Tag.span(.class(row.action == .blocked ? "did" : "would")) { row.action.rawValue }
        if row.cut { Tag.small(.title("a connection that was open before the address was listed")) { " cut" } }
    }
}
