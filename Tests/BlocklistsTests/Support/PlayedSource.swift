import Blocklists
import Synchronization

/// A source that says what a test has it say, and keeps what it was answered.
final class PlayedSource: BlocklistSource {
    let identity: SourceIdentity
    let author: ListAuthor
    private let events: [SourceEvent]
    private let heard = Mutex<(from: [ListPosition?], verdicts: [SourceVerdict])>(([], []))

    init(_ events: [SourceEvent], author: ListAuthor = .stranger, id: String = "played") {
        identity = SourceIdentity(id: id, name: id)
        self.author = author
        self.events = events
    }

    var verdicts: [SourceVerdict] { heard.withLock { $0.verdicts } }
    /// Where it was asked to go on from.
    var positions: [ListPosition?] { heard.withLock { $0.from } }

    func follow(
        from position: ListPosition?, deliver: @escaping @Sendable (SourceEvent) async -> SourceVerdict
    ) async {
        heard.withLock { $0.from.append(position) }
        for event in events {
            let verdict = await deliver(event)
            heard.withLock { $0.verdicts.append(verdict) }
        }
    }
}

/// Takes what a keeper says.
actor Updates {
    private(set) var lists: [KeptList] = []
    private(set) var changes: [SourceUpdate] = []
    private(set) var health: [SourceHealth] = []
    private let verdict: SourceVerdict

    init(verdict: SourceVerdict = .taken) { self.verdict = verdict }

    func take(_ update: SourceUpdate) -> SourceVerdict {
        switch update {
        case .list(let list):
            if verdict == .taken { lists.append(list) }
            return verdict
        case .changes(_, let list):
            changes.append(update)
            lists.append(list)
        case .health(let new): health.append(new)
        }
        return .taken
    }
}
