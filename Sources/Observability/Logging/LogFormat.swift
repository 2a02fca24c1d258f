/// How log lines look.
package enum LogFormat: String, CaseIterable, Sendable {
    /// `14:23:07 INFO message key=value`, local time.
    case text
    /// One JSON object a line, UTC.
    case json
}
