import Guard
import IPNetworks

/// Takes settings over from a file, as `GET /api/settings.yaml` gives it: all of them or none. Never a secret.
struct ImportSettingsChange: DashboardChange {
    static let name = "import-settings"
    /// The one that holds the file.
    static let text = "settings"
    static let fields = [text, "replace"]
    /// In a form every line feed takes three bytes or six.
    static let mostBytes = KeptSettings.mostBytes * 3

    private let settings: String
    private let isReplacing: Bool

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        settings = try fields.required(Self.text)
        isReplacing = try fields.flag("replace")
    }

    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool {
        guard let changes = await desk.changes(in: settings, isReplacing: isReplacing) else { return false }
        return await desk.cuts(address, setting: changes)
    }

    var mayCutLater: Bool { true }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let desk = guarded.desk
        let (text, summary) = (await desk.keptSettingsText(), await desk.keptSettingsSummary())
        let receipt = try await desk.importSettings(settings, isReplacing: isReplacing)
        return ChangeReceipt(
            message: receipt.message, before: summary, after: await desk.keptSettingsSummary(),
            undo: ChangeOrder(change: Self.name, fields: [Self.text: text, "replace": "true"]))
    }
}
