import Settings

extension GuardConfiguration {
    /// The settings that are others: those that can change at run time, and those that wait for a start.
    static func differences(
        from old: GuardConfiguration, to new: GuardConfiguration
    ) -> (changed: [String], waiting: [String]) {
        let different = catalogue.filter { $0.value(old) != $0.value(new) }
        return (different.filter(\.isReloaded).map(\.name), different.filter { !$0.isReloaded }.map(\.name))
    }

    /// Whether the value of a setting is to be seen by nobody.
    package static func isSecret(_ name: String) -> Bool { catalogue.contains { $0.name == name && $0.isSecret } }

    /// Settings that say what sources there are, and what they are asked for.
    private static let ofSources =
        ["api.key", "api.url", "score_minimum", "pull_interval", "custom_blacklist", "sources.off"]
        + (blacklistSettings + listSettings).map(\.name)

    /// Whether the sources are the same as those of another configuration.
    func hasSources(of other: GuardConfiguration) -> Bool {
        Self.differences(from: other, to: self).changed.allSatisfy { !Self.ofSources.contains($0) }
    }
}
