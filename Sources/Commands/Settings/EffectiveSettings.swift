/// The settings that hold.
struct EffectiveSettings: Sendable {
    var settings = ServerSettings()
    /// Of those that somebody has set, by name.
    var origins: [String: SettingOrigin] = [:]
    var faults: [SettingFault] = []
    /// The file that was read.
    var file: String?

    /// Reads the file that is there, the environment, and what was given on the command line.
    static func reading(
        _ place: SettingsPlace, flags: [String: SettingNode], environment: [String: String] = Environment.all
    ) -> EffectiveSettings {
        var sources = SettingSources(flags: flags, environment: environment)
        do throws(SettingFault) {
            sources.file = try place.file()
        } catch {
            var effective = sources.readAndCompare()
            effective.faults.insert(error, at: 0)
            return effective
        }
        return sources.readAndCompare()
    }

    func origin(of setting: Setting) -> SettingOrigin { origins[setting.name] ?? .default }

    /// - Throws: ``CommandFailure`` with the first fault.
    func checked() throws(CommandFailure) -> ServerSettings {
        guard let first = faults.first else { return settings }
        let rest = faults.count - 1
        throw CommandFailure(
            .configuration, "\(first)" + (rest == 0 ? "" : " (and \(rest) more: see 'sikker config check')"))
    }
}
