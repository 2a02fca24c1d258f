import Glibc

/// Why something that was waited for did not come.
package struct LoopTimeout: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Waiting for another process: by looking, since it cannot tell.
package enum LoopWait {
    /// Looks every few milliseconds. Blocks.
    ///
    /// - Parameter evidence: what to show when it does not come.
    package static func until(
        _ what: String, seconds: Double = 120, _ evidence: () -> String = { "" }, _ condition: () throws -> Bool
    ) throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while try !condition() {
            guard ContinuousClock.now < deadline else {
                throw LoopTimeout("not within \(seconds) s: \(what)\n\(evidence().suffix(4000))")
            }
            pause(milliseconds: 3)
        }
    }

    package static func pause(milliseconds: Int) {
        // The pauses are short: what a signal cuts off does not matter.
        var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        nanosleep(&time, nil)
    }
}
