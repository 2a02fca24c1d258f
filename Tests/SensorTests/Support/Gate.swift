import Dispatch
import Synchronization

/// What threads wait at until somebody opens it; it is open at first.
final class Gate: Sendable {
    private let isOpen = Mutex(true)
    /// Someone is in it while the gate is closed.
    private let closed = DispatchGroup()

    func close() {
        isOpen.withLock { isOpen in
            if isOpen { closed.enter() }
            isOpen = false
        }
    }

    func open() {
        isOpen.withLock { isOpen in
            if !isOpen { closed.leave() }
            isOpen = true
        }
    }

    /// Blocks the thread it is called on.
    func pass() { closed.wait() }
}
