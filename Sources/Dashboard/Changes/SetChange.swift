import Guard
import IPNetworks

/// Gives a setting a value and keeps it over restarts, where nothing stronger sets it.
struct SetChange: DashboardChange {
    static let name = "set"
    static let fields = ["name", "value"]

    private let setting: String
    private let value: String

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        setting = try fields.required("name")
        // A list that is emptied is a value too.
        value = fields["value"] ?? ""
    }

    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool {
        await desk.cuts(address, setting: [setting: value])
    }

    var mayCutLater: Bool { SettingChange.mayCutLater(setting) }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        try await SettingChange.carryOut(setting, value, at: guarded.desk)
    }
}

/// Gives a setting back the value that it had before it was changed here.
struct UnsetChange: DashboardChange {
    static let name = "unset"
    static let fields = ["name"]

    private let setting: String

    init(_ fields: ChangeFields) throws(DashboardProblem) { setting = try fields.required("name") }

    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool {
        await desk.cuts(address, setting: [setting: nil])
    }

    var mayCutLater: Bool { SettingChange.mayCutLater(setting) }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        try await SettingChange.carryOut(setting, nil, at: guarded.desk)
    }
}

/// What changes of settings have in common.
enum SettingChange {
    /// Whether lists may follow from it that are still to come, or such as were refused, or names that are still to be
    /// looked up.
    static func mayCutLater(_ setting: String) -> Bool {
        switch SettingsSection(of: setting) {
        case .sources, .allowlist: true
        // Where countries are that are allowed.
        case .protection, .notifications, .reports, .history, .dashboard, .floods, .machine:
            setting.hasPrefix("places.")
        }
    }

    fileprivate static func carryOut(
        _ setting: String, _ value: String?, at desk: ControlDesk
    ) async throws(ControlError) -> ChangeReceipt {
        let earlier = await desk.standing(ofSetting: setting)
        let receipt = try await desk.set(setting, to: value)
        let now = await desk.standing(ofSetting: setting)
        return ChangeReceipt(
            message: receipt.message, before: text(setting, earlier), after: text(setting, now),
            undo: undo(setting, earlier))
    }

    private static func text(_ setting: String, _ standing: SettingStanding?) -> String? {
        standing.map { "\(setting): \($0.shown.isEmpty ? "(nothing)" : $0.shown)" }
    }

    /// A secret that was replaced is gone: what was kept of it is shown to nobody, nor sent back and forth.
    private static func undo(_ setting: String, _ earlier: SettingStanding?) -> ChangeOrder? {
        guard let earlier else { return nil }
        guard let kept = earlier.kept else {
            return ChangeOrder(change: UnsetChange.name, fields: ["name": setting])
        }
        guard !earlier.isSecret else { return nil }
        return ChangeOrder(
            change: SetChange.name, fields: ["name": setting, "value": kept].filter { !$0.value.isEmpty })
    }
}
