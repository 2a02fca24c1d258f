/// Events that go to the server together, in order.
struct SpoolBatch: Sendable {
    /// One JSON object a line.
    var lines: [UInt8] = []
    var events = 0
    /// The sequence number of the last event.
    var last: UInt64 = 0
    /// Where reading goes on once these are acknowledged.
    var ends: PerLane<SpoolPosition>
    /// Stretches of damage that were skipped on the way.
    var damages = 0
}
