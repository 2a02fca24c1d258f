package import Blocklists
package import IPNetworks

/// What a list asks to block and is not blocked.
package struct Exclusion: Hashable, Sendable, CustomStringConvertible {
    package let source: SourceIdentity
    /// What the list holds there.
    package let listed: IPRange
    package let kept: AllowedRange

    package init(source: SourceIdentity, listed: IPRange, kept: AllowedRange) {
        self.source = source
        self.listed = listed
        self.kept = kept
    }

    /// Such as "45.40.0.0/16 of SikkerAPI: kept 45.40.1.1 reachable: default gateway".
    package var description: String {
        "\(listed) of \(source.name): kept \(kept.range) reachable: \(kept.reason)"
    }
}
