import Guard
import IPNetworks

/// Something that an administrator does, on a page or by a program: both give the same fields. One line in
/// ``DashboardRegistry`` puts it at `/changes/NAME` for forms and at `/api/changes/NAME` for JSON.
protocol DashboardChange: Sendable {
    static var name: String { get }
    /// Those that it takes; any other is refused, because half of what somebody wanted is not what they wanted.
    static var fields: [String] { get }
    /// Bytes that its fields may have.
    static var mostBytes: Int { get }

    /// - Throws: when a field is missing or makes no sense; the sentence says what would.
    init(_ fields: ChangeFields) throws(DashboardProblem)

    /// Whether somebody at an address would not get here any more, who does now. Such a change has to be confirmed.
    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool
    /// Whether it may come to that only some time after, because nobody knows yet what follows from it.
    var mayCutLater: Bool { get }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt
}

extension DashboardChange {
    static var mostBytes: Int { 1 << 16 }
    var mayCutLater: Bool { false }

    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool { false }
}
