import Synchronization

/// Counts what a server was asked.
final class Asked: Sendable {
    private let count = Atomic<Int>(0)

    /// 0, 1, 2 …
    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }
}
