import Guard
import WebPages

/// How telling the guard's owner fares, and what tries it.
struct NotificationsPart {
    let status: NotificationStatus
    let frame: PageFrame

    var html: HTML {
        Tag.div {
            if status.ways.isEmpty {
                Tag.p { "Nobody is told yet: enter a URL or a mail address." }
            } else {
                Tag.ul { for way in status.ways { Tag.li { line(way) } } }
                rest
                if frame.mayChange {
                    Tag.div { frame.form("notify-test") { Tag.button(.class("quiet")) { "Send a test message" } } }
                }
            }
        }
    }

    @HTMLBuilder private func line(_ way: NotificationStatus.Way) -> HTML {
        Tag.strong { way.way == "mail" ? "Mail to \(way.place)" : "Messages to \(way.place)" }
        if let failure = way.failure {
            " "
            Tag.span(.class("state failing")) {
                StandingBadge.sign
                "does not arrive"
            }
            " \(failure.asSentence)"
        } else if let delivered = way.delivered {
            " The last one was taken at "
            Tag.time(.dateTime(delivered)) { String(delivered.prefix(16)).replacing("T", with: " ") }
            " UTC."
        }
        if way.waiting > 0 { " \(way.waiting) on the way." }
    }

    @HTMLBuilder private var rest: HTML {
        if status.held > 0 {
            Tag.p(.class("soft")) {
                "\(status.held) held back until an hour has passed since the last message of its kind."
            }
        }
        if status.lost > 0 { Tag.p { "\(status.lost) did not arrive and are not tried any more." } }
        if let problem = status.storageFailure { Tag.p { problem.asSentence } }
    }
}
