import IPNetworks
import WebPages

/// One thing that somebody changed, or tried to.
struct LoggedChange: Encodable, Sendable {
    var number: Int64
    var time: Moment
    var who: String
    /// Where they asked from; `nil`: on the machine itself.
    var address: IPAddress?
    /// Such as `block`.
    var change: String
    /// What was said about it.
    var fields: [String: String]
    var before: String?
    var after: String?
    /// `done`, `refused` or `failed`.
    var outcome: String
    var message: String?
}

/// Who changed what: a table for the log's page.
struct ChangesSection {
    /// Newest first.
    let changes: [LoggedChange]
    let frame: PageFrame

    var html: HTML {
        Tag.section(.label("Changes")) {
            if changes.isEmpty {
                Tag.p(.class("soft")) { "Nobody has changed anything, as far as is remembered." }
            } else {
                Tag.div(.class("scroll"), .isFocusable, .role("region"), .label("Changes")) {
                    Tag.table(.class("log")) {
                        Tag.thead {
                            Tag.tr {
                                for name in ["Time (UTC)", "Who", "Change", "Before", "After"] {
                                    Tag.th(.scope("col")) { name }
                                }
                            }
                        }
                        Tag.tbody { for change in changes { row(change) } }
                    }
                }
            }
        }
    }

    private func row(_ change: LoggedChange) -> HTML {
        Tag.tr {
            Tag.td {
                TimeText.minute(change.time.time)
                Tag.small { TimeText.distance(change.time.time, from: frame.now) }
            }
            Tag.td {
                change.who
                if let address = change.address { Tag.small { "from \(address)" } }
            }
            Tag.td {
                Tag.strong { change.change }
                if change.outcome != "done" {
                    Tag.span(.class("level tone-high")) { " \(change.outcome)" }
                }
                let fields = change.fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                if !fields.isEmpty { Tag.small { fields.joined(separator: ", ") } }
                if change.outcome != "done", let message = change.message { Tag.small { message } }
            }
            Tag.td { change.before ?? "–" }
            Tag.td { change.after ?? "–" }
        }
    }
}
