/// Values of settings as an administrator would write them into the settings file.
package enum SettingsText<Root: SettingsRoot> {
    /// - Parameter isWritten: which settings are. A secret never is, nor what is not set.
    package static func text(
        of settings: Root, where isWritten: (Setting<Root>) -> Bool
    ) -> String {
        var lines = SettingLines()
        var text: [String] = []
        for setting in Root.catalogue where !setting.isSecret && isWritten(setting) {
            guard let value = setting.value(settings) else { continue }
            text += lines.heads(of: setting.name) + lines.value(value, of: setting.name)
        }
        return text.map { $0 + "\n" }.joined()
    }
}
