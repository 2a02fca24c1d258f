import HTTPTypes
import Hummingbird
import ThreatModel
import WebPages

/// What somebody wants to see.
struct ViewRequest: Sendable {
    let guarded: GuardAtWork
    let visitor: Visitor
    let now: Timestamp
    private let parameters: Parameters
    private let query: FormFields

    /// Bytes of a value in a query or path; what is longer is refused.
    static let mostBytes = 256

    init(
        _ guarded: GuardAtWork, _ request: Request, _ context: WebContext, by visitor: Visitor, at now: Timestamp
    ) throws(DashboardProblem) {
        self.guarded = guarded
        self.visitor = visitor
        self.now = now
        parameters = context.parameters
        query = try FormFields(sent: (request.uri.query ?? "").utf8)
    }

    /// A part of the path, as ``DashboardView/path`` names it.
    func parameter(_ name: String) throws(DashboardProblem) -> String {
        try Self.bounded(parameters.get(name).flatMap { PercentEncoding.decoded($0.utf8) }, name) ?? ""
    }

    /// A field of the query; `nil` when it is empty.
    func field(_ name: String) throws(DashboardProblem) -> String? { try Self.bounded(query[name], name) }

    private static func bounded(_ text: String?, _ name: String) throws(DashboardProblem) -> String? {
        guard let text, text.utf8.count > mostBytes else { return text }
        throw DashboardProblem(.wrong, "'\(name)' may have at most \(mostBytes) bytes")
    }
}
