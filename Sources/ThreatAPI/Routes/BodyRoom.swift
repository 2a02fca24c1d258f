import Synchronization

/// The memory there is for bodies of requests, from their first byte until what they said has been taken in: shared by all
/// connections, so that many large ones at once are refused rather than held.
final class BodyRoom: Sendable {
    static let defaultByteCount = 256 << 20

    // Held for one subtraction a portion of a body.
    private let left: Mutex<Int>

    init(byteCount: Int = defaultByteCount) { left = Mutex(byteCount) }

    /// Takes so many bytes of room; `false` when there are not as many.
    func take(_ count: Int) -> Bool {
        left.withLock { left in
            guard count <= left else { return false }
            left -= count
            return true
        }
    }

    func giveBack(_ count: Int) { left.withLock { $0 += count } }
}
