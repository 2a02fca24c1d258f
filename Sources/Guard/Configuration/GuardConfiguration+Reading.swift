package import Settings

extension GuardConfiguration {
    /// From environment variables alone. One that is empty counts as not set.
    ///
    /// - Throws: ``GuardError/setting(_:)`` for the first that cannot be used, with what would be.
    package init(environment: [String: String]) throws(GuardError) {
        try self.init(SettingSources(environment: environment))
    }

    /// - Throws: ``GuardError/setting(_:)`` for the first that cannot be used, with what would be.
    package init(_ sources: SettingSources<GuardConfiguration>) throws(GuardError) {
        do throws(SettingFault) {
            self = try sources.readAndCompare().checked()
        } catch {
            throw .setting(error)
        }
    }

    /// Reads everything that somebody has said: the file in its place, what was kept of changes at run time, and what is
    /// given.
    package static func reading(
        _ place: SettingsPlace<GuardConfiguration>, _ given: SettingSources<GuardConfiguration>
    ) -> EffectiveSettings<GuardConfiguration> {
        // Where changes are kept is a setting itself, which they cannot change.
        let before = EffectiveSettings.reading(place, given)
        let kept = SettingsPlace<GuardConfiguration>.usual(before.settings.keptSettings)
        var sources = given
        do throws(SettingFault) {
            sources.kept = try kept.file()
        } catch {
            var effective = before
            effective.faults.append(error)
            return effective
        }
        return sources.kept == nil ? before : .reading(place, sources)
    }
}
