/// The kinds of source there are. A new one is a folder beside this file and a line here; the conformance suite then runs
/// on it.
package enum SourceRegistry {
    package static let all: [SourceKind] = [
        SikkerAPISource.kind, CustomFileSource.kind, AbuseIPDBOptions.kind, BlocklistDEOptions.kind,
        URLListOptions.kind, ManualSource.kind,
    ]

    /// Every source that the settings ask for.
    package static func sources(
        _ settings: SourceSettings, clock: any Clock<Duration> = ContinuousClock()
    ) -> [any BlocklistSource] {
        all.flatMap { $0.make(settings, clock) }
    }
}

/// A kind of source.
package struct SourceKind: Sendable {
    /// As in documentation and tests.
    package let name: String
    /// A few words for help texts.
    package let summary: String
    /// The sources of this kind that the settings ask for.
    package let make: @Sendable (SourceSettings, any Clock<Duration>) -> [any BlocklistSource]
}
