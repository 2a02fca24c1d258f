import ThreatModel

/// The names one session has tried so far, so that each counts once for it.
struct SessionNames: Sendable {
    /// A session that tries more is a list being worked through: the rest of it is compared with alerts, not counted.
    static let maximumCount = 256

    /// Hashes of the names, of this process's own making: a name costs eight bytes.
    private var hashes: Set<Int> = []

    init() {}

    /// The names in events that a session has had.
    init(of events: some Sequence<SessionEvent>) {
        for event in events {
            if let name = NameFields.login(event) { _ = insert(name) }
        }
    }

    /// What trying a name means for its count.
    enum Trial {
        case first
        case repeated
        /// The session has tried too many.
        case uncounted
    }

    mutating func insert(_ name: String) -> Trial {
        let hash = name.hashValue
        if hashes.contains(hash) { return .repeated }
        guard hashes.count < Self.maximumCount else { return .uncounted }
        hashes.insert(hash)
        return .first
    }
}
