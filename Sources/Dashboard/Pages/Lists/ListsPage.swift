import ThreatModel
import WebPages

/// Draws a ``ListsModel``.
struct ListsPage {
    let model: ListsModel
    let frame: PageFrame

    var page: Page {
        Page(
            title: "Lists", summary: "What you block and never block by hand.",
            section: DashboardSection.lists.title, isForEveryone: false
        ) {
            Tag.h1 { "Lists" }
            Tag.p(.class("lead")) {
                "What you never block, and what you block by hand. Lists of others are under "
                Tag.a(.href(DashboardSection.sources.target)) { "Sources" }
                "."
            }
            if !model.find.isEmpty || model.allowed.next != nil || model.blocked.next != nil { search }
            allowed
            blocked
            transfer
        }
    }

    private var search: HTML {
        Tag.form(.method(.get), .action(DashboardSection.lists.target), .class("lookup"), .role("search")) {
            Tag.div {
                Tag.label(.for("find")) { "Find in both lists" }
                Tag.input(
                    .id("find"), .name("find"), .type("search"), .value(model.find), .maximumLength(64),
                    .isSpelledFreely, .autocomplete("off"))
            }
            Tag.button { "Find" }
        }
    }

    // MARK: - Never blocked

    private var allowed: HTML {
        Tag.section(.labelled(by: "allowed")) {
            Tag.h2(.id("allowed")) { "Never blocked" }
            Tag.p { "These are let through whatever any list says." }
            if frame.mayChange {
                addition(
                    AllowChange.name, "Allow", label: "Address, network, host name or country:XX",
                    placeholder: "office.example")
            }
            table(
                model.allowed, takenBackBy: DisallowChange.name, caption: "Entries that are allowed by hand",
                query: "allowed")
            if model.settingsCount > 0 { settings }
            always
        }
    }

    private var settings: HTML {
        Tag.p {
            "From the settings: "
            listed(model.settings, of: model.settingsCount)
            ". "
            Tag.a(.href(DashboardSection.settings.target)) { "Change the settings" }
            "."
        }
    }

    private var always: HTML {
        Tag.details {
            Tag.summary { "What is never blocked anyway" }
            Tag.dl(.class("facts")) {
                for reason in model.always {
                    Tag.div {
                        Tag.dt { "\(reason.reason) (\(reason.count))" }
                        Tag.dd(.class("mono")) { listed(reason.addresses, of: reason.count) }
                    }
                }
            }
        }
    }

    private func listed(_ texts: [String], of count: Int) -> HTML {
        let more = count > texts.count ? " and \(count - texts.count) more" : ""
        return HTML(text: texts.joined(separator: ", ") + more)
    }

    // MARK: - Blocked by hand

    private var blocked: HTML {
        Tag.section(.labelled(by: "blocked")) {
            Tag.h2(.id("blocked")) { "Blocked by hand" }
            Tag.p { "These are blocked beside what the sources list. What is never blocked stays reachable." }
            if frame.mayChange {
                addition(
                    BlockChange.name, "Block", label: "Address, network or range", placeholder: "203.0.113.0/24")
            }
            table(
                model.blocked, takenBackBy: UnblockChange.name, caption: "Entries that are blocked by hand",
                query: "blocked")
        }
    }

    // MARK: - What both have

    private func addition(_ change: String, _ button: String, label: String, placeholder: String) -> HTML {
        frame.form(change, class: "addition") {
            Tag.div {
                Tag.label(.for("\(change)-entry")) { label }
                Tag.input(
                    .id("\(change)-entry"), .name("entry"), .value(frame.entered(change, "entry")),
                    .placeholder(placeholder), .maximumLength(253), .isRequired, .isSpelledFreely,
                    .autocomplete("off"))
            }
            Tag.div {
                Tag.label(.for("\(change)-for")) { "For how long" }
                Tag.select(.id("\(change)-for"), .name("for")) {
                    for (value, title) in Self.lengths {
                        Tag.option(value, title, isChosen: value == frame.entered(change, "for"))
                    }
                }
            }
            Tag.div {
                Tag.label(.for("\(change)-comment")) {
                    "Comment "
                    Tag.span(.class("soft")) { "(if you like)" }
                }
                Tag.input(
                    .id("\(change)-comment"), .name("comment"), .value(frame.entered(change, "comment")),
                    .maximumLength(200), .autocomplete("off"))
            }
            Tag.button { button }
        }
    }

    private static let lengths = [
        ("", "For good"), ("1h", "1 hour"), ("1d", "1 day"), ("7d", "7 days"), ("30d", "30 days"),
    ]

    private func table(
        _ part: ListsModel.Part, takenBackBy change: String, caption: String, query: String
    ) -> HTML {
        guard part.count > 0 else {
            return Tag.p(.class("soft empty")) {
                model.find.isEmpty ? "Nothing yet." : "Nothing here that has '\(model.find)' in it."
            }
        }
        let rows = Tag.div(.class("scroll"), .isFocusable, .role("region"), .label(caption)) {
            Tag.table {
                Tag.thead {
                    Tag.tr {
                        Tag.th(.scope("col")) { "Entry" }
                        Tag.th(.scope("col")) { "Since" }
                        Tag.th(.scope("col")) { "Until" }
                        Tag.th(.scope("col")) { "Comment" }
                        if frame.mayChange {
                            Tag.th(.scope("col")) { Tag.span(.class("unseen")) { "What you can do" } }
                        }
                    }
                }
                Tag.tbody {
                    for entry in part.entries { row(entry, takenBackBy: change) }
                }
            }
        }
        return part.from > 0 || part.next != nil ? rows + pages(part, query) : rows
    }

    private func row(_ entry: ListsModel.Entry, takenBackBy change: String) -> HTML {
        Tag.tr {
            Tag.th(.scope("row"), .class("mono")) { entry.entry }
            Tag.td(.class("when")) { time(entry.since) { TimeText.minute($0) } }
            Tag.td(.class("when")) {
                if let until = entry.until {
                    time(until) { TimeText.distance($0, from: frame.now) }
                } else {
                    Tag.span(.class("soft")) { "for good" }
                }
            }
            Tag.td(.class("comment")) {
                entry.comment
                for exception in entry.exceptions.prefix(3) {
                    Tag.span(.class("exception")) { "Stays reachable: \(exception)" }
                }
            }
            if frame.mayChange {
                Tag.td(.class("do")) {
                    frame.form(change, fields: [("entry", entry.entry)]) {
                        Tag.button(.class("quiet"), .label("Take back \(entry.entry)")) { "Take back" }
                    }
                }
            }
        }
    }

    private func time(_ text: String, _ shown: (Timestamp) -> HTML) -> HTML {
        Timestamp(written: text).map(shown) ?? HTML(text: text)
    }

    private func pages(_ part: ListsModel.Part, _ query: String) -> HTML {
        func link(_ title: String, from: Int) -> HTML {
            Tag.a(.href(.path("lists", query: [("find", model.find), (query, "\(from)")], fragment: query))) { title }
        }
        return Tag.p(.class("pages")) {
            "\(part.from + 1) to \(part.from + part.entries.count) of \(part.count). "
            if part.from > 0 { link("Newer", from: max(0, part.from - ListsModel.length)) }
            if part.from > 0, part.next != nil { " · " }
            if let next = part.next { link("Older", from: next) }
        }
    }

    // MARK: - Import and export

    private var transfer: HTML {
        Tag.section(.labelled(by: "transfer")) {
            Tag.h2(.id("transfer")) { "Import and export" }
            Tag.p {
                "Download "
                Tag.a(.href(.path("api", "lists", "allow.txt"))) { "what is allowed by hand" }
                " or "
                Tag.a(.href(.path("api", "lists", "block.txt"))) { "what is blocked by hand" }
                ": plain text, an entry a line."
            }
            if frame.mayChange { importing }
        }
    }

    private var importing: HTML {
        frame.form(ImportChange.name, class: "importing") {
            Tag.div {
                Tag.label(.for("import-text")) {
                    "Entries, one a line "
                    Tag.span(.class("soft")) { "(what stands behind # is a comment; up to 1 MB)" }
                }
                Tag.textarea(
                    .id("import-text"), .name("text"), .rows(6), .isRequired, .isSpelledFreely,
                    .placeholder("203.0.113.7\n198.51.100.0/24 # scanner")
                ) { HTML(textAreaText: frame.entered(ImportChange.name, "text")) }
            }
            Tag.div(.class("choices")) {
                FilePicker.html(into: "import-text")
                Tag.div {
                    Tag.label(.for("import-list")) { "They are" }
                    Tag.select(.id("import-list"), .name("list")) {
                        Tag.option("block", "blocked by hand", isChosen: chosenList == "block")
                        Tag.option("allow", "never blocked", isChosen: chosenList == "allow")
                    }
                }
                Tag.label(.class("box")) {
                    Tag.input(.type("checkbox"), .name("replace"), .value("true"))
                    " Everything else on that list goes"
                }
                Tag.button { "Import" }
            }
            Tag.p(.class("soft")) { "All of them are taken, or none: a line that makes no sense is named." }
        }
    }

    private var chosenList: String {
        let entered = frame.entered(ImportChange.name, "list")
        return entered.isEmpty ? "block" : entered
    }
}
