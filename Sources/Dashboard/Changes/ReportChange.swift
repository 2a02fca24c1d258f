import Guard
import ThreatModel

/// Tells the server what somebody has seen an address do. It cannot be taken back.
struct ReportChange: DashboardChange {
    static let name = "report"
    static let fields = ["address", "category", "comment"]

    private let address: String
    private let category: ReportCategory
    private let comment: String?

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        address = try fields.required("address")
        guard let category = ReportCategory(nameOrNumber: try fields.required("category")) else {
            let names = ReportCategory.allCases.map(\.name).joined(separator: ", ")
            throw DashboardProblem(.wrong, "'category' takes one of \(names)")
        }
        self.category = category
        comment = fields["comment"]
        guard (comment ?? "").count <= Report.maximumCommentLength else {
            throw DashboardProblem(.wrong, "'comment' may have at most \(Report.maximumCommentLength) characters")
        }
    }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let receipt = try await guarded.desk.report(address, as: category, comment: comment)
        return ChangeReceipt(message: receipt.message, after: "reported as \(category.name)")
    }
}
