import Settings

/// A setting, as `--json` shows it.
struct SettingRow: Encodable {
    let name: String
    /// `null`: nothing is set. Of a secret only that it is.
    let value: String?
    /// `flag`, `variable`, `credential`, `file`, `dashboard` or `default`.
    let origin: String
    /// The option, the variable, or the file and line.
    let place: String

    init<Root>(_ setting: Setting<Root>, in effective: EffectiveSettings<Root>) {
        let source = effective.origin(of: setting)
        name = setting.name
        value = setting.shown(effective.settings).flatMap { $0.summary.isEmpty ? nil : $0.summary }
        origin = source.kind
        place = source.place
    }
}

extension SettingRow {
    /// Prints every setting, then fails if one is wrong.
    static func write<Root: SettingsRoot>(_ effective: EffectiveSettings<Root>, asJSON json: Bool) throws {
        let rows = Root.catalogue.map { SettingRow($0, in: effective) }
        if json {
            try JSONOutput.write(rows)
        } else {
            let table = Table(
                header: ["setting", "value", "from"], rows: rows.map { [$0.name, $0.value ?? "–", $0.place] })
            Terminal.standardOutput.write(table.text)
        }
        _ = try effective.usable()
    }
}
