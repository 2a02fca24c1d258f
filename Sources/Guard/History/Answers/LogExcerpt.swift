/// Which entries of the guard's own log somebody wants to see.
package struct LogFilter: Equatable, Sendable {
    /// As swift-log names them; empty: all.
    package var levels: [String] = []
    /// One of these stands in the text; empty: anything may.
    package var phrases: [String] = []
    /// Stands in the text or the details, whatever the case of its ASCII letters; empty: anything may.
    package var text = ""

    package init() {}
}

/// From where on entries are wanted.
package enum LogPlace: Equatable, Sendable {
    case newest
    /// Those that came before the entry of that number.
    case before(Int64)
    /// Those that came after it, the oldest of them.
    case after(Int64)
}

/// Entries of the log, newest first, and how to go on.
package struct LogExcerpt: Equatable, Sendable {
    package var records: [LogRecord]
    /// Older ones come before the entry of that number; `nil`: there are none.
    package var older: Int64?
    /// Newer ones come after the entry of that number; `nil`: there are none.
    package var newer: Int64?
}
