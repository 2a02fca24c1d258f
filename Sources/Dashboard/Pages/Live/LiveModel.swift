import Blocklists
import Guard
import ThreatModel

/// What was blocked, newest first: the rows of the moment, and behind them those of the history.
struct LiveModel: Encodable, Sendable {
    var rows: [BlockRow]
    /// From where `/api/live` goes on; `nil` for older pages.
    var after: String?
    /// What `before` must be for the next page; `nil`: there is no more.
    var next: Int64?
    /// Why there are no older ones; `nil`: there are, or all of them are shown.
    var problem: String?

    /// What was asked for, and could be.
    var query = LiveQuery()

    private enum CodingKeys: String, CodingKey {
        case rows, after, next, problem
    }

    /// Rows of one page, unless somebody asks for another number.
    static let length = 100
}

/// What stands in the form over the rows.
struct LiveQuery: Sendable {
    var address = ""
    var port = ""
    var source = ""
    /// Not newest first from now on, but from some row on.
    var before: Int64?
    /// The page stays as it is.
    var isHeld = false
    /// Those that can be chosen.
    var sources: [SourceIdentity] = []

    init() {}

    init(_ request: ViewRequest, sources: [SourceIdentity]) throws(DashboardProblem) {
        address = try request.field("address") ?? ""
        port = try request.field("port") ?? ""
        source = try request.field("source") ?? ""
        isHeld = try request.field("hold") != nil
        self.sources = sources
        if let text = try request.field("before") {
            guard let number = Int64(text) else {
                throw DashboardProblem(.wrong, "'before' must be the number of a row")
            }
            before = number
        }
    }

    /// As links and streams carry it.
    var fields: [(name: String, value: String)] { [("address", address), ("port", port), ("source", source)] }

    var isFiltered: Bool { fields.contains { !$0.value.isEmpty } }
}
