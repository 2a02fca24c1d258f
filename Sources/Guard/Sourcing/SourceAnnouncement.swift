import Blocklists
import Logging

/// What is worth a line in the log when a source fares otherwise than before.
struct SourceAnnouncement: Equatable {
    var level: Logger.Level
    var text: String

    /// Nothing for what was said before: a source that fails the same way again and again is mentioned once.
    static func all(_ source: SourceIdentity, from old: SourceHealth, to new: SourceHealth) -> [SourceAnnouncement] {
        var announcements: [SourceAnnouncement] = []
        if let state = state(source, from: old.state, to: new.state) { announcements.append(state) }
        for warning in new.warnings where !old.warnings.contains(warning) {
            announcements.append(Self(level: .warning, text: "\(source.name): \(warning)"))
        }
        if let problem = new.storage, old.storage == nil {
            announcements.append(
                Self(level: .error, text: "\(source.name): \(problem) Protection goes on from memory"))
        }
        if new.storage == nil, old.storage != nil {
            announcements.append(Self(level: .notice, text: "\(source.name): the copy on disk is up to date again"))
        }
        return announcements
    }

    private static func state(
        _ source: SourceIdentity, from old: SourceHealth.State, to new: SourceHealth.State
    ) -> SourceAnnouncement? {
        switch (old, new) {
        case (_, .waiting), (.current, .current), (.live, .live), (.live, .current):
            return nil
        case (.refused(let before, _), .refused(let now, _)) where before == now,
            (.failing(let before, _), .failing(let now, _)) where before == now:
            return nil
        case (_, .current):
            return Self(level: .info, text: "\(source.name): the list is up to date")
        case (_, .live):
            return Self(level: .info, text: "\(source.name): following changes as they happen")
        case (_, .refused(let reason, _)):
            return Self(
                level: .warning, text: "\(source.name): an answer was refused, the last good list stays: \(reason)")
        case (_, .failing(let reason, _)):
            return Self(level: .warning, text: "\(source.name): no answer, the last good list stays: \(reason)")
        }
    }
}
