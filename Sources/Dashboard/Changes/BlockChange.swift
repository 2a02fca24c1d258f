import Blocklists
import Guard
import IPNetworks
import ThreatModel

/// Blocks an address, a network or a range, for a time or until somebody takes it back.
struct BlockChange: DashboardChange {
    static let name = "block"
    static let fields = ["entry", "for", "until", "comment"]

    private let entry: String
    private let fields: ChangeFields

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        entry = try fields.required("entry")
        _ = try fields.end(at: Timestamp(milliseconds: 0))
        self.fields = fields
    }

    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool {
        guard let range = IPRange(entry) else { return false }
        return await desk.cuts(address, blocking: [range])
    }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let desk = guarded.desk
        let earlier = await desk.manualBlock(of: entry)
        let until = try? fields.end(at: desk.now)
        let receipt = try await desk.block(entry, until: until, comment: fields["comment"])
        let now = await desk.manualBlock(of: entry)
        return ChangeReceipt(
            message: receipt.message, before: Self.text(earlier), after: Self.text(now),
            undo: earlier.map(Self.order)
                ?? ChangeOrder(change: UnblockChange.name, fields: ["entry": now.map { "\($0.range)" } ?? entry]))
    }

    static func text(_ block: ManualBlock?) -> String {
        block.map { ManualText.text("blocked", until: $0.until, comment: $0.comment) } ?? "not blocked by hand"
    }

    /// What blocks it as it is blocked.
    static func order(_ block: ManualBlock) -> ChangeOrder {
        ChangeOrder(
            change: name, fields: ManualText.fields("\(block.range)", until: block.until, comment: block.comment))
    }
}

/// Takes back what was blocked by hand.
struct UnblockChange: DashboardChange {
    static let name = "unblock"
    static let fields = ["entry"]

    private let entry: String

    init(_ fields: ChangeFields) throws(DashboardProblem) { entry = try fields.required("entry") }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let earlier = await guarded.desk.manualBlock(of: entry)
        let receipt = try await guarded.desk.unblock(entry)
        return ChangeReceipt(
            message: receipt.message, before: BlockChange.text(earlier), after: BlockChange.text(nil),
            undo: earlier.map(BlockChange.order))
    }
}

extension ControlDesk {
    fileprivate func manualBlock(of entry: String) async -> ManualBlock? {
        guard let range = IPRange(entry) else { return nil }
        return await manualBlocks().first { $0.range == range }
    }
}

/// What was said about an entry that somebody made by hand, in words and as fields.
enum ManualText {
    static func text(_ state: String, until: Timestamp?, comment: String?) -> String {
        let end = until.map { "\(state) until \($0.rfc3339)" } ?? "\(state) for good"
        return (comment ?? "").isEmpty ? end : "\(end): \(comment ?? "")"
    }

    static func fields(_ entry: String, until: Timestamp?, comment: String?) -> [String: String] {
        ["entry": entry, "until": until?.rfc3339 ?? "", "comment": comment ?? ""].filter { !$0.value.isEmpty }
    }
}
