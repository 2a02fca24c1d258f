import Synchronization

/// Buffers for matching, lent from event to event so that none allocates its own.
///
/// Locks, because threads share a catalogue: each event takes the first that is free, which costs some ten nanoseconds.
final class ScratchPool: Sendable {
    struct Scratch: Sendable {
        var matching = MatchBuffers()
        var texts = TextBuffers()
        /// Behaviours that an event may have completed.
        var candidates: [UInt32] = []
    }

    private final class Shelf: Sendable {
        let scratch = Mutex(Scratch())
    }

    private let shelves = (0..<64).map { _ in Shelf() }

    func use<Result: Sendable>(_ body: (inout Scratch) -> Result) -> Result {
        for shelf in shelves {
            if let result = shelf.scratch.withLockIfAvailable({ body(&$0) }) { return result }
        }
        // So many threads at work at once that a few allocations make no difference.
        var scratch = Scratch()
        return body(&scratch)
    }
}
