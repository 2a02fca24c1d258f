import NIOCore

/// Whether a client takes what is sent to it: a value that is shown, from time to time, how much was written so far and
/// how much of it still waits to be sent.
struct SendingProgress {
    private var sent = 0
    private var lastProgress: NIODeadline

    init(at now: NIODeadline) { lastProgress = now }

    /// How long nothing has been taken of what waits; zero when nothing waits.
    mutating func pause(written: Int, waiting: Int, at now: NIODeadline) -> TimeAmount {
        let taken = written - waiting
        if waiting == 0 || taken > sent {
            sent = taken
            lastProgress = now
        }
        return now - lastProgress
    }
}
