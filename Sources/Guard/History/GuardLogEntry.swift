package import ThreatModel

/// Something that the guard said of itself: a pull, a change of the rules, a refusal, a setting.
package struct GuardLogEntry: Equatable, Sendable {
    package var time: Timestamp
    /// As swift-log names it: `info`, `notice`, `warning` …
    package var level: String
    package var text: String
    /// Such as `generation=7`; may be empty.
    package var details: String

    /// Bytes of a text that are kept.
    static let mostBytes = 1000

    package init(time: Timestamp, level: String, text: String, details: String = "") {
        self.time = time
        self.level = level
        self.text = Self.cut(text)
        self.details = Self.cut(details)
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= mostBytes ? text : String(decoding: text.utf8.prefix(mostBytes), as: UTF8.self) + "…"
    }
}
