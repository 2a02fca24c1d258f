import Guard

/// Asks a source, or all of them, for the whole list.
struct PullChange: DashboardChange {
    static let name = "pull"
    static let fields = ["source", "accept"]

    private let source: String?
    private let isAccepting: Bool

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        source = fields["source"]
        isAccepting = try fields.flag("accept")
    }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        ChangeReceipt(message: try await guarded.desk.pull(source, isAccepting: isAccepting).message)
    }
}
