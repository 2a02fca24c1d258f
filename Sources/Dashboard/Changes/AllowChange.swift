import Guard
import IPNetworks
import ThreatModel

/// Never blocks an address, a network, a range, a host or a country, for a time or until somebody takes it back.
struct AllowChange: DashboardChange {
    static let name = "allow"
    static let fields = ["entry", "for", "until", "comment"]

    private let entry: String
    private let fields: ChangeFields

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        entry = try fields.required("entry")
        _ = try fields.end(at: Timestamp(milliseconds: 0))
        self.fields = fields
    }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let desk = guarded.desk
        let earlier = await desk.manualAllow(of: entry)
        let until = try? fields.end(at: desk.now)
        let receipt = try await desk.allow(entry, until: until, comment: fields["comment"])
        let now = await desk.manualAllow(of: entry)
        return ChangeReceipt(
            message: receipt.message, before: Self.text(earlier), after: Self.text(now),
            undo: earlier.map(Self.order)
                ?? ChangeOrder(change: DisallowChange.name, fields: ["entry": now?.entry ?? entry]))
    }

    static func text(_ allow: ManualAllow?) -> String {
        allow.map { ManualText.text("never blocked", until: $0.until, comment: $0.comment) } ?? "not allowed by hand"
    }

    /// What allows it as it is allowed.
    static func order(_ allow: ManualAllow) -> ChangeOrder {
        ChangeOrder(
            change: name, fields: ManualText.fields(allow.entry, until: allow.until, comment: allow.comment))
    }
}

/// Takes back what was allowed by hand.
struct DisallowChange: DashboardChange {
    static let name = "disallow"
    static let fields = ["entry"]

    private let entry: String

    init(_ fields: ChangeFields) throws(DashboardProblem) { entry = try fields.required("entry") }

    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool {
        var left = await desk.allowedByUser()
        // Whoever stands in the settings too stays there.
        if let given = WhitelistEntry(entry), let place = left.lastIndex(of: given) { left.remove(at: place) }
        return await desk.cuts(address, allowing: left)
    }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let earlier = await guarded.desk.manualAllow(of: entry)
        let receipt = try await guarded.desk.disallow(entry)
        return ChangeReceipt(
            message: receipt.message, before: AllowChange.text(earlier), after: AllowChange.text(nil),
            undo: earlier.map(AllowChange.order))
    }
}

extension ControlDesk {
    fileprivate func manualAllow(of entry: String) async -> ManualAllow? {
        let entry = WhitelistEntry(entry).map { "\($0)" } ?? entry
        return await manualAllows().first { $0.entry == entry }
    }
}
