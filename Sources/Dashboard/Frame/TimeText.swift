import ThreatModel
import WebPages

/// Moments as people read them; the whole moment is in the attribute.
enum TimeText {
    /// `15:09:12`
    static func clock(_ time: Timestamp) -> HTML {
        Tag.time(.dateTime(time.rfc3339)) { String(time.rfc3339.drop { $0 != "T" }.dropFirst().prefix(8)) }
    }

    /// `2026-11-22 15:09`
    static func minute(_ time: Timestamp) -> HTML {
        Tag.time(.dateTime(time.rfc3339)) { minuteText(time) }
    }

    /// How long ago: `12 s ago`, `3 h ago`. What is not over yet: `in 5 min`.
    static func distance(_ time: Timestamp, from now: Timestamp) -> HTML {
        let seconds = now.since(time).components.seconds
        let text = seconds < 0 ? "in \(length(-seconds))" : seconds < 1 ? "now" : "\(length(seconds)) ago"
        // Where scripts run, it moves on by itself.
        return Tag.time(
            .dateTime(time.rfc3339), .title("\(minuteText(time)) UTC"), .data("ago", "\(seconds)")
        ) { text }
    }

    static func minuteText(_ time: Timestamp) -> String {
        String(time.rfc3339.prefix(16)).replacing("T", with: " ")
    }

    private static func length(_ seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
