import WebPages

/// Entries of the log with their filter, and the ways to older and newer ones.
struct LogPart {
    let model: LogView.Model
    let frame: PageFrame

    @HTMLBuilder var html: HTML {
        filter
        if model.entries.isEmpty {
            Tag.p(.class("soft")) { "Nothing of that kind was said, as far as is remembered." }
        } else {
            table
        }
        turns
    }

    private var filter: HTML {
        Tag.form(.method(.get), .action(.path("log")), .class("filter")) {
            Tag.div(.class("wide")) {
                Tag.label(.for("log-text")) { "Text" }
                Tag.input(
                    .id("log-text"), .name("text"), .type("search"), .value(model.text ?? ""), .maximumLength(100),
                    .isSpelledFreely, .autocomplete("off"))
            }
            Tag.div {
                Tag.label(.for("log-level")) { "At least" }
                Tag.select(.id("log-level"), .name("level")) {
                    Tag.option("", "Info", isChosen: model.level == nil)
                    for level in LogLevel.allCases.dropFirst() {
                        Tag.option(level.rawValue, level.title, isChosen: model.level == level)
                    }
                }
            }
            Tag.div {
                Tag.label(.for("log-kind")) { "About" }
                Tag.select(.id("log-kind"), .name("kind")) {
                    Tag.option("", "Everything", isChosen: model.kind == nil)
                    for kind in LogKind.allCases {
                        Tag.option(kind.rawValue, kind.title, isChosen: model.kind == kind)
                    }
                }
            }
            Tag.button { "Show" }
        }
    }

    private var table: HTML {
        Tag.div(.class("scroll"), .isFocusable, .role("region"), .label("Log")) {
            Tag.table(.class("log")) {
                Tag.thead {
                    Tag.tr {
                        Tag.th(.scope("col")) { "Time (UTC)" }
                        Tag.th(.scope("col")) { "Level" }
                        Tag.th(.scope("col")) { "What" }
                    }
                }
                Tag.tbody { for entry in model.entries { row(entry) } }
            }
        }
    }

    private func row(_ entry: LogView.Model.Entry) -> HTML {
        let level = LogLevel(named: entry.level)
        return Tag.tr {
            Tag.td {
                TimeText.minute(entry.time.time)
                Tag.small { TimeText.distance(entry.time.time, from: frame.now) }
            }
            Tag.td(.class("level \(level.tone)")) {
                Tag.span(.isHiddenFromReaders) { level.sign }
                " \(level.title)"
            }
            Tag.td {
                entry.text
                if !entry.details.isEmpty { Tag.small { entry.details } }
            }
        }
    }

    @HTMLBuilder private var turns: HTML {
        if model.older != nil || model.newer != nil {
            Tag.p(.class("turns")) {
                if let newer = model.newer {
                    Tag.a(.href(target(("after", "\(newer)")))) { "← Newer" }
                    Tag.a(.href(target(("", "")))) { "Newest" }
                }
                if let older = model.older { Tag.a(.href(target(("before", "\(older)")))) { "Older →" } }
            }
        }
    }

    private func target(_ place: (name: String, value: String)) -> LinkTarget {
        .path(
            "log",
            query: [
                ("text", model.text ?? ""), ("level", model.level?.rawValue ?? ""),
                ("kind", model.kind?.rawValue ?? ""),
                place,
            ])
    }
}
