/// A setting, as `--json` shows it.
struct SettingRow: Encodable {
    let name: String
    /// `null`: nothing is set. Of a secret only that it is.
    let value: String?
    /// `flag`, `variable`, `file` or `default`.
    let origin: String
    /// The option, the variable, or the file and line.
    let place: String

    init(_ setting: Setting, in effective: EffectiveSettings) {
        let source = effective.origin(of: setting)
        name = setting.name
        value = setting.shown(effective.settings).flatMap { $0.summary.isEmpty ? nil : $0.summary }
        origin = source.kind
        place = source.place
    }
}
