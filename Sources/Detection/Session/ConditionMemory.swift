/// What one part of a condition must remember of a session's past. Times are milliseconds since its first event.
enum ConditionMemory: Hashable, Sendable {
    /// It has come true, which is for good.
    case satisfied
    /// Of a sequence: for each number of steps, the latest time at which that many in order can have begun; `nil` while
    /// there were never so many.
    case begun([UInt32?])
    /// Of a count: events so far.
    case counted(UInt32)
    /// Of a count in a window: the times of the latest events.
    case times([UInt32])
    /// Of distinct values: the latest time of each, by its hash.
    case values([Value])

    struct Value: Hashable, Sendable {
        var hash: UInt64
        var last: UInt32
    }
}
