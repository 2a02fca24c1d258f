/// How many characters a terminal shows.
package struct TerminalSize: Hashable, Sendable {
    /// More than anybody's screen has; what visitors claim beyond is cut to it.
    static let mostColumns = 500
    static let mostRows = 200

    package let columns: Int
    package let rows: Int

    /// Cut to what can be shown. A program that knows no size says 0: that is as many as terminals have had since the VT100.
    package init(columns: Int, rows: Int) {
        self.columns = columns > 0 ? min(columns, Self.mostColumns) : 80
        self.rows = rows > 0 ? min(rows, Self.mostRows) : 24
    }
}
