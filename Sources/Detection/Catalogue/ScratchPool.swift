import Synchronization

/// Buffers for matching, handed from event to event so that none allocates its own.
///
/// A lock, because threads share a catalogue: it is held for a push or a pop, some twenty nanoseconds.
final class ScratchPool: Sendable {
    struct Scratch: Sendable {
        var hits = HitBuffer()
        var texts = TextBuffers()
    }

    private let idle = Mutex<[Scratch]>([])
    /// More than there are ever threads at work.
    private static let most = 64

    func use<Result>(_ body: (inout Scratch) -> Result) -> Result {
        var scratch = idle.withLock { $0.popLast() } ?? Scratch()
        let result = body(&scratch)
        idle.withLock { if $0.count < Self.most { $0.append(scratch) } }
        return result
    }
}
