import Blocklists
package import Settings
package import ThreatModel

/// What pages ask about sources and settings.
extension ControlDesk {
    /// How the guard fares as far as it is known, without asking the kernel.
    package func knownStatus() async -> GuardStatus {
        await enforcer.status(backend: staff.workshop.backendName)
    }

    /// How far the lists say the same, as they were last compared; `nil` before that. Whoever asks has them compared again soon.
    package func overlap() -> (overlap: SourceOverlap, at: Timestamp)? {
        isComparisonWanted = true
        return comparison
    }

    /// Compares all lists, when somebody asked and the last time is a while ago, or others are followed now. To be called every
    /// second; takes as long as the lists are long.
    func compareIfWanted() async {
        guard isComparisonWanted else { return }
        let now = staff.clock.now
        let lists = await enforcer.heldLists
        if let known = comparison, now >= known.at, now.since(known.at) < Self.overlapInterval,
            known.overlap.sources.map(\.identity) == lists.map(\.identity)
        {
            return
        }
        isComparisonWanted = false
        comparison = (await SourceOverlap.of(lists), now)
    }

    /// What is said about the settings, read again at this moment; `nil` where they cannot change.
    package func effectiveSettings() -> EffectiveSettings<GuardConfiguration>? {
        configuration.isDryRun ? nil : staff.reloading?.read()
    }
}
