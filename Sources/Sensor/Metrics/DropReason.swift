/// Why an event was not delivered: the label of `sensor_events_dropped_total`.
enum DropReason: String, CaseIterable, Sendable {
    /// The session had recorded as many events or bytes as one session may.
    case sessionLimit = "session_limit"
    /// The disk was full or too slow, and what may wait in memory was used up.
    case diskFull = "disk_full"
    /// The spool reached its size while the server was away, and gave its oldest files up.
    case spoolFull = "spool_full"
    /// A stretch of a spool file was unreadable; counted once for each stretch.
    case damaged
    /// The server refused the event itself; it was set aside.
    case rejected
}
