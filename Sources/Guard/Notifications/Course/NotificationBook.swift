import ThreatModel

/// Keeps messages few: of one subject (protection, one source, …) each event is told at most once an hour. What comes in between
/// is held back, and told together as soon as all of it may be told. A pure value.
///
/// So an outage and its end are told at once, and a source that comes and goes all night is told of once an hour.
struct NotificationBook: Codable, Equatable, Sendable {
    /// What is told in one message, the earliest first.
    struct Digest: Equatable, Sendable {
        var happenings: [Happening]
        /// How many more came before these.
        var omitted: Int
    }

    private struct Page: Codable, Equatable {
        var told: [NotificationEvent: Timestamp] = [:]
        var held: [Happening] = []
        var omitted = 0

        /// A clock that was set back makes an event free rather than late by as much.
        func isFree(_ event: NotificationEvent, at now: Timestamp) -> Bool {
            guard let last = told[event] else { return true }
            return now < last || now.since(last) >= NotificationBook.interval
        }
    }

    private var pages: [String: Page] = [:]

    static let interval = Duration.seconds(3600)
    /// Of one subject. Of more, the earliest are counted only.
    static let mostHeld = 10
    /// Subjects at once; there are fewer sources than that.
    static let mostSubjects = 500

    init() {}

    /// What is held back.
    var heldCount: Int { pages.values.reduce(0) { $0 + $1.held.count + $1.omitted } }

    mutating func note(_ happening: Happening) {
        guard pages[happening.subject] != nil || pages.count < Self.mostSubjects else { return }
        var page = pages[happening.subject] ?? Page()
        page.held.append(happening)
        if page.held.count > Self.mostHeld {
            page.held.removeFirst()
            page.omitted += 1
        }
        pages[happening.subject] = page
    }

    /// Everything that may be told now; it counts as told.
    mutating func due(at now: Timestamp) -> [Digest] {
        var digests: [Digest] = []
        for (subject, page) in pages {
            guard !page.held.isEmpty else {
                // Nobody needs to know any more when it was.
                if page.told.keys.allSatisfy({ page.isFree($0, at: now) }) { pages[subject] = nil }
                continue
            }
            guard page.held.allSatisfy({ page.isFree($0.event, at: now) }) else { continue }
            digests.append(Digest(happenings: page.held, omitted: page.omitted))
            for happening in page.held { pages[subject]?.told[happening.event] = now }
            pages[subject]?.held = []
            pages[subject]?.omitted = 0
        }
        return digests.sorted {
            ($0.happenings[0].at, $0.happenings[0].subject) < ($1.happenings[0].at, $1.happenings[0].subject)
        }
    }
}
