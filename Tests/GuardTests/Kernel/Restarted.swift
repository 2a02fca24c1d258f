import Synchronization

/// Tells a task that watches when there is nothing more to watch.
final class Restarted: Sendable {
    private let over = Atomic<Bool>(false)

    var isOver: Bool { over.load(ordering: .relaxed) }

    func end() { over.store(true, ordering: .relaxed) }
}
