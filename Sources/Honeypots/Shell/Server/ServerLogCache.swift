import Synchronization

/// Sizes and times of the logs as they were worked out last: `ls` asks for them many times in a row. One entry for each
/// log.
///
/// A lock rather than an actor: file systems are values that are looked at in synchronous code, and it is held for a look
/// in a dictionary.
final class ServerLogCache: Sendable {
    struct Key: Hashable, Sendable {
        var kind: ServerLog.Kind
        var age: Int
    }

    struct Facts: Hashable, Sendable {
        /// The minute, or for what is written no more the day, for which they hold.
        var stamp: Int64
        var size: Int
        var modified: Int64
    }

    private let known = Mutex<[Key: Facts]>([:])

    func facts(_ key: Key, _ stamp: Int64) -> Facts? {
        known.withLock { known in known[key].flatMap { $0.stamp == stamp ? $0 : nil } }
    }

    func keep(_ facts: Facts, _ key: Key) { known.withLock { $0[key] = facts } }
}
