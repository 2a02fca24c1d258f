import Synchronization

/// How many more may be attended to at the same time.
final class ControlPlaces: Sendable {
    // An atomic: taken by one task, given back by many.
    private let free: Atomic<Int>

    init(_ count: Int) { free = Atomic(count) }

    func take() -> Bool {
        if free.wrappingSubtract(1, ordering: .relaxed).newValue >= 0 { return true }
        give()
        return false
    }

    func give() { free.wrappingAdd(1, ordering: .relaxed) }
}
