import Guard

/// Sends a message to the guard's owner, to see whether such messages arrive. Nothing else changes.
struct NotifyTestChange: DashboardChange {
    static let name = "notify-test"
    static let fields: [String] = []

    init(_ fields: ChangeFields) throws(DashboardProblem) {}

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        ChangeReceipt(message: try await guarded.desk.notifyTest().message)
    }
}
