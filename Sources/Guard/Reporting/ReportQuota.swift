/// How many reports a key may send in a day, and still may today; `nil`: any number.
package struct ReportQuota: Equatable, Sendable {
    package var limit: Int?
    package var remaining: Int?

    package init(limit: Int?, remaining: Int?) {
        self.limit = limit
        self.remaining = remaining
    }
}
