import Blocklists
import Guard
import Settings

/// Leaves a source out: what it alone lists is not blocked any more.
struct SourceOffChange: DashboardChange {
    static let name = "source-off"
    static let fields = ["source"]

    private let source: String

    init(_ fields: ChangeFields) throws(DashboardProblem) { source = try fields.required("source") }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        try await SourceSwitch.turn(source, isOff: true, at: guarded.desk)
    }
}

/// Follows a source again, from the list that was kept of it.
struct SourceOnChange: DashboardChange {
    static let name = "source-on"
    static let fields = ["source"]

    private let source: String

    init(_ fields: ChangeFields) throws(DashboardProblem) { source = try fields.required("source") }

    /// Its list is read and merged after it was switched on.
    var mayCutLater: Bool { true }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        try await SourceSwitch.turn(source, isOff: false, at: guarded.desk)
    }
}

/// What switching off and on have in common: one setting that names all sources which are off.
private enum SourceSwitch {
    private static let setting = "sources.off"

    static func turn(
        _ source: String, isOff: Bool, at desk: ControlDesk
    ) async throws(ControlError) -> ChangeReceipt {
        let listings = await desk.configuration.sourceListings
        guard let listing = listings.first(where: { $0.identity.id == source || $0.identity.name == source }) else {
            let names = listings.map(\.identity.name)
            throw ControlError(
                .wrong,
                "there is no source '\(source.prefix(60))'\(NearestName.hint(for: source, among: names)); "
                    + "there are \(names.joined(separator: ", "))")
        }
        let identity = listing.identity
        guard listing.kind != .manual else {
            throw ControlError(.wrong, "what is blocked by hand is taken back entry by entry, not switched off")
        }
        guard listing.isOff != isOff else {
            return ChangeReceipt(message: "\(identity.name) is \(isOff ? "off" : "on") already.")
        }
        // Those that are there no more are forgotten on this occasion.
        let off = listings.filter { $0.identity == identity ? isOff : $0.isOff }.map(\.identity.id)
        _ = try await desk.set(setting, to: off.isEmpty ? nil : off.joined(separator: ", "))
        return ChangeReceipt(
            message: isOff
                ? "\(identity.name) is switched off: what it alone lists is not blocked any more."
                : "\(identity.name) is switched on: its last list is in force again, where there is one.",
            before: isOff ? "on" : "off", after: isOff ? "off" : "on",
            undo: ChangeOrder(
                change: isOff ? SourceOnChange.name : SourceOffChange.name, fields: ["source": identity.id]))
    }
}
