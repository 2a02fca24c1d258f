/// The settings that hold.
package struct EffectiveSettings<Root: SettingsRoot>: Sendable {
    package var settings = Root()
    /// Of those that somebody has set, by name.
    package var origins: [String: SettingOrigin] = [:]
    package var faults: [SettingFault] = []
    /// The file that was read.
    package var file: String?

    init(file: String?) { self.file = file }

    /// Reads the file that is there besides what is given.
    package static func reading(_ place: SettingsPlace<Root>, _ given: SettingSources<Root>) -> EffectiveSettings {
        var sources = given
        do throws(SettingFault) {
            sources.file = try place.file()
        } catch {
            var effective = sources.readAndCompare()
            effective.faults.insert(error, at: 0)
            return effective
        }
        return sources.readAndCompare()
    }

    package func origin(of setting: Setting<Root>) -> SettingOrigin { origins[setting.name] ?? .default }

    /// - Throws: the first fault, which says how many more there are.
    package func checked() throws(SettingFault) -> Root {
        guard var first = faults.first else { return settings }
        if faults.count > 1 { first.sentence += " (and \(faults.count - 1) more: see '\(Root.scope.check)')" }
        throw first
    }
}
