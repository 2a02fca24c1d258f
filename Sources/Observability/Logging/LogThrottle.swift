/// Lets a message through at most once in a while, and counts what it held back. A value: its owner decides about locks.
package struct LogThrottle: Sendable {
    private let interval: Int64
    private var last: Int64?
    private var suppressed = 0

    package init(every interval: Duration) {
        self.interval = interval.components.seconds * 1000 + interval.components.attoseconds / 1_000_000_000_000_000
    }

    /// - Parameter milliseconds: now, on any clock that does not run backwards much.
    /// - Returns: how many were held back since the last one let through, or `nil` to hold this one back too.
    package mutating func admit(at milliseconds: Int64) -> Int? {
        if let last, milliseconds >= last, milliseconds - last < interval {
            suppressed &+= 1
            return nil
        }
        defer { suppressed = 0 }
        last = milliseconds
        return suppressed
    }

    /// The next message passes, whenever it comes: the trouble is over, and a new one deserves its line.
    package mutating func reset() { last = nil }
}
