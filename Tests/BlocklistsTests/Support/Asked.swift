import Synchronization

/// Counts what a server was asked.
final class Asked: Sendable {
    private let number = Atomic<Int>(0)

    /// 0, 1, 2 …
    func next() -> Int { number.wrappingAdd(1, ordering: .relaxed).oldValue }

    /// So often, so far.
    var count: Int { number.load(ordering: .relaxed) }
}
