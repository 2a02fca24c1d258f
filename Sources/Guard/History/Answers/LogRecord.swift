/// An entry of the guard's own log, with its place.
package struct LogRecord: Equatable, Sendable {
    /// Grows with time; the place to go on from.
    package var number: Int64
    package var entry: GuardLogEntry
}
