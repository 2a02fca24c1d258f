import Settings

extension EffectiveSettings {
    /// - Throws: ``CommandFailure`` with the first fault.
    func usable() throws(CommandFailure) -> Root {
        do throws(SettingFault) {
            return try checked()
        } catch {
            throw CommandFailure(error)
        }
    }
}
