import Detection
import Store
import Synchronization
import ThreatModel

/// A session as detection knows it.
struct SessionDraft: Sendable {
    var stored: StoredSession
    var detection: SessionDetection
    /// `nil`: not known, because the session was read from the store.
    var names: SessionNames?
}

/// The sessions that last had events, so that a long one is not read back and decoded for each of its batches.
///
/// Holds what is committed, never more.
final class SessionCache: Sendable {
    /// Sessions held: some 10 MB at most.
    static let defaultCapacity = 4096

    private struct State {
        var newer: [UUIDv7: SessionDraft] = [:]
        var older: [UUIDv7: SessionDraft] = [:]
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = defaultCapacity) { self.capacity = capacity }

    func session(_ id: UUIDv7) -> SessionDraft? { state.withLock { $0.newer[id] ?? $0.older[id] } }

    /// Keeps sessions after they were committed. Ended ones are let go.
    ///
    /// Two generations stand for the order of use: when the newer is full it becomes the older, and what was in the older
    /// and not used since is gone.
    func keep(_ sessions: some Sequence<SessionDraft>) {
        state.withLock { state in
            for session in sessions {
                let id = session.stored.id
                if session.stored.ended {
                    state.newer[id] = nil
                    state.older[id] = nil
                } else {
                    state.newer[id] = session
                }
            }
            if state.newer.count > capacity / 2 {
                state.older = state.newer
                state.newer.removeAll(keepingCapacity: true)
            }
        }
    }
}
