import Settings

/// How a setting stands, for whoever changes it and wants to tell what was before.
package struct SettingStanding: Equatable, Sendable {
    /// What was kept of a change at run time, as it would stand in a variable; `nil`: nothing.
    package var kept: String?
    /// What holds, for people; empty: nothing.
    package var shown: String
    /// It is never to be told.
    package var isSecret: Bool
}

extension ControlDesk {
    /// - Returns: `nil` when there is no such setting.
    package func standing(ofSetting name: String) -> SettingStanding? {
        guard let setting = GuardConfiguration.catalogue.first(where: { $0.name == name }) else { return nil }
        let effective = staff.reloading?.read()
        return SettingStanding(
            kept: KeptSettings(configuration.keptSettings).value(of: name),
            shown: setting.shown(effective?.settings ?? configuration)?.summary ?? "", isSecret: setting.isSecret)
    }

    // MARK: - As a file

    /// What was changed at run time, as the settings file says it: never a secret.
    package func keptSettingsText() -> String { KeptSettings(configuration.keptSettings).text }

    /// What was changed at run time, in one line, for people.
    package func keptSettingsSummary() -> String { KeptSettings(configuration.keptSettings).summary }

    /// Changes all settings that a settings file names, or none. Secrets that were entered here stay as they are.
    ///
    /// - Parameters:
    ///   - text: as ``keptSettingsText()`` gives it, or part of a settings file.
    ///   - isReplacing: whatever else was changed at run time gets back the value that it had before.
    package func importSettings(_ text: String, isReplacing: Bool) async throws(ControlError) -> ControlReceipt {
        let reloading = try changeable()
        let changes: KeptSettings.Changes
        do throws(SettingFault) {
            changes = try KeptSettings(configuration.keptSettings)
                .changes(in: text, isReplacing: isReplacing, beside: reloading.read())
        } catch {
            throw ControlError(.wrong, "\(error)")
        }
        return changes.isEmpty ? ControlReceipt("Nothing has changed.") : try await set(changes)
    }

    /// What a settings file would change; `nil` where it makes no sense.
    package func changes(in text: String, isReplacing: Bool) -> KeptSettings.Changes? {
        guard let effective = staff.reloading?.read() else { return nil }
        return try? KeptSettings(configuration.keptSettings)
            .changes(in: text, isReplacing: isReplacing, beside: effective)
    }
}
