import Blocklists
import ThreatModel
import WebPages

/// Draws what is blocked.
struct LivePage {
    let model: LiveModel
    let frame: PageFrame

    /// Where nothing runs, the page is loaded again after so many seconds.
    private static let refresh = 10

    private var query: LiveQuery { model.query }
    private var isNow: Bool { query.before == nil }

    var page: Page {
        Page(
            title: "Live", summary: "What is blocked, as it happens.", section: DashboardSection.live.title,
            isForEveryone: false, refresh: isNow && !query.isHeld ? Self.refresh : nil
        ) {
            Tag.h1 { "Live" }
            filter
            Tag.div(.data("live-frame", "")) {
                if isNow { state } else { Tag.p { Tag.a(.href(target())) { "To the newest" } } }
                BlockTable(
                    rows: model.rows, after: isNow ? model.after : nil, query: query.fields,
                    isActedOn: frame.mayChange,
                    absence: !isNow
                        ? "There is nothing older."
                        : query.isFiltered
                            ? "Nothing like this was blocked within a day. What is comes here by itself."
                            : "Nothing has been blocked yet. What is comes here by itself."
                ).html
            }
            if let problem = model.problem {
                Tag.p(.class("soft")) { "Older rows are not here: \(problem)." }
            }
            if let next = model.next {
                Tag.p { Tag.a(.href(target([("before", "\(next)")])), .rel("next")) { "Older" } }
            }
        }
    }

    /// This page with the same filter.
    private func target(_ more: [(name: String, value: String)] = []) -> LinkTarget {
        .path("live", query: query.fields + more)
    }

    private var filter: HTML {
        Tag.form(.method(.get), .action(.path("live")), .class("filter live")) {
            Tag.div {
                Tag.label(.for("filter-address")) { "Address" }
                Tag.input(
                    .id("filter-address"), .name("address"), .value(query.address),
                    .placeholder("192.0.2.7, 192.0.2.0/24, 192.0."), .maximumLength(64), .isSpelledFreely,
                    .autocomplete("off"))
            }
            Tag.div {
                Tag.label(.for("filter-port")) { "Port" }
                Tag.input(
                    .id("filter-port"), .name("port"), .value(query.port), .type("number"), .minimum(1),
                    .maximum(65_535))
            }
            Tag.div {
                Tag.label(.for("filter-source")) { "Source" }
                Tag.select(.id("filter-source"), .name("source")) {
                    Tag.option("", "All", isChosen: query.source.isEmpty)
                    for source in choices { Tag.option(source.id, source.name, isChosen: source.id == query.source) }
                }
            }
            Tag.div(.class("go")) {
                Tag.button(.type("submit")) { "Filter" }
                if query.isFiltered { Tag.a(.href(.path("live"))) { "Show all" } }
            }
        }
    }

    /// The sources of now, and one that was asked for and is not among them.
    private var choices: [(id: String, name: String)] {
        let known = query.sources.map { (id: $0.id, name: $0.name) }
        let isKnown = query.source.isEmpty || known.contains { $0.id == query.source }
        return isKnown ? known : known + [(query.source, query.source)]
    }

    /// Whether the table moves. A script says so in other words and shows its buttons.
    private var state: HTML {
        Tag.div(.class("live-state")) {
            Tag.p(.data("live-state", "still")) {
                Tag.span(.data("live-word", "")) { "As of" }
                " "
                Tag.span(.data("live-since", "")) { TimeText.clock(frame.now) + HTML(text: " UTC") }
            }
            Tag.button(.type("button"), .class("quiet"), .data("live-pause", ""), .isHidden) { "Pause" }
            Tag.button(.type("button"), .data("live-new", ""), .isHidden) { "" }
            Tag.noscript {
                Tag.p {
                    if query.isHeld {
                        Tag.a(.href(target())) { "Let the page move on" }
                    } else {
                        "Loaded again every \(Self.refresh) s. "
                        Tag.a(.href(target([("hold", "yes")]))) { "Hold it still" }
                    }
                }
            }
            Tag.p(.class("soft"), .data("live-more", ""), .isHidden) { "" }
            Tag.p(.class("unseen"), .data("live-said", ""), .isLive) { "" }
        }
    }
}
