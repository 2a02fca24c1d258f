import WebPages

/// One source: how it fares, what it brings, and what can be done about it.
struct SourceCard {
    let source: SourcesModel.Source
    let model: SourcesModel
    let frame: PageFrame

    /// Other lists that are named; the rest is counted.
    private static let mostOthers = 3
    private static let mostWarnings = 5

    var html: HTML {
        Tag.article(.class("card source \(source.state.rawValue)"), .labelled(by: "source-\(source.id)")) {
            Tag.div(.class("titled")) {
                Tag.h3(.id("source-\(source.id)")) { source.name }
                Tag.span(.class("state \(source.state.rawValue)")) {
                    StandingBadge.sign
                    source.state.word
                }
            }
            Tag.p(.class("soft")) {
                source.about
                if let place = source.place {
                    " "
                    Tag.code { place }
                }
            }
            condition
            facts
            others
            if frame.mayChange { buttons }
        }
    }

    // MARK: - How it fares

    @HTMLBuilder private var condition: HTML {
        if let reason = source.reason {
            Tag.p(.class("trouble")) {
                Tag.strong { source.state == .refused ? "Its last answer was not used. " : "It does not answer. " }
                reason.hasSuffix(".") ? reason : reason + "."
                " "
                advice
            }
        }
        if let storage = source.storage {
            Tag.p(.class("trouble")) {
                Tag.strong { "Its copy on disk is not up to date. " }
                storage
            }
        }
        if !source.warnings.isEmpty {
            Tag.details {
                Tag.summary { source.warnings.count == 1 ? "1 warning" : "\(source.warnings.count) warnings" }
                Tag.ul {
                    for warning in source.warnings.prefix(Self.mostWarnings) { Tag.li { warning } }
                    if source.warnings.count > Self.mostWarnings {
                        Tag.li { "and \(source.warnings.count - Self.mostWarnings) more" }
                    }
                }
            }
        }
    }

    @HTMLBuilder private var advice: HTML {
        source.entries == nil ? "There is no list of it yet" : "The last good list stays in force"
        if let again = source.next?.time {
            "; it is asked again "
            TimeText.distance(again, from: frame.now)
        }
        "."
        if source.isHeldBack { " If you have looked at the new list and it is right, accept it." }
    }

    // MARK: - What it brings

    private var facts: HTML {
        Tag.dl(.class("figures")) {
            figure("Entries", source.entries.map { CountText.full($0) } ?? "none yet", entriesNote)
            figure("Only here", source.alone.map { CountText.full($0) } ?? "–", aloneNote)
            figure("Blocked in 7 days", source.packets.map { CountText.full($0) } ?? "not kept", nil)
            Tag.div {
                Tag.dt { "Confirmed" }
                Tag.dd {
                    if let time = source.confirmed?.time {
                        TimeText.distance(time, from: frame.now)
                    } else {
                        "never"
                    }
                    if source.reason == nil, let next = source.next?.time {
                        Tag.small {
                            "next "
                            TimeText.distance(next, from: frame.now)
                        }
                    }
                }
            }
        }
    }

    private func figure(_ name: String, _ value: String, _ note: String?) -> HTML {
        Tag.div {
            Tag.dt { name }
            Tag.dd {
                value
                if let note { Tag.small { note } }
            }
        }
    }

    private var entriesNote: String? {
        guard let v4 = source.ipv4, let v6 = source.ipv6, v6 > 0 else { return nil }
        return v4 == 0 ? "all IPv6" : "\(CountText.full(v6)) of IPv6"
    }

    private var aloneNote: String? {
        guard let alone = source.alone, let entries = source.entries, entries > 0 else { return nil }
        return "\(min(100, alone * 100 / entries)) %"
    }

    @HTMLBuilder private var others: HTML {
        if !source.shared.isEmpty {
            Tag.p(.class("others")) {
                let named = source.shared.prefix(Self.mostOthers)
                "Also on "
                named.map { "\($0.name) (\(CountText.full($0.entries)))" }.joined(separator: ", ")
                source.shared.count > named.count ? " and \(source.shared.count - named.count) more." : "."
            }
        }
    }

    // MARK: - What can be done

    private var buttons: HTML {
        Tag.div(.class("row")) {
            if source.state == .off {
                button("source-on", "Switch on", [("source", source.id)])
            } else {
                if source.isHeldBack {
                    button("pull", "Accept the new list", [("source", source.id), ("accept", "true")])
                }
                if source.provider != .own { button("pull", "Ask now", [("source", source.id)]) }
                if source.id != "manual" { button("source-off", "Switch off", [("source", source.id)]) }
            }
            removal
        }
    }

    private func button(_ change: String, _ text: String, _ fields: [(name: String, value: String)]) -> HTML {
        frame.form(change, fields: fields) {
            Tag.button(.class("quiet"), .label("\(text): \(source.name)")) { text }
        }
    }

    /// For what is chosen from a list: chosen no more.
    @HTMLBuilder private var removal: HTML {
        if let feed = source.feed {
            removal(from: "blocklist_de.feeds", leaving: model.sources.compactMap(\.feed).filter { $0 != feed })
        } else if let known = source.known {
            removal(from: "known_lists", leaving: model.sources.compactMap(\.known).filter { $0 != known })
        } else if source.id == "manual" {
            Tag.a(.href(.path("lists"))) { "Lists" }
        }
    }

    @HTMLBuilder private func removal(from setting: String, leaving rest: [String]) -> HTML {
        if let entry = model.settings.first(where: { $0.name == setting }), entry.obstacle == nil {
            if rest.isEmpty {
                button("unset", "Remove", [("name", setting)])
            } else {
                button("set", "Remove", [("name", setting), ("value", rest.joined(separator: ", "))])
            }
        }
    }
}

extension SourcesModel.State {
    /// As it is shown, beside a sign of its own.
    var word: String {
        switch self {
        case .off: "off"
        case .waiting: "not asked yet"
        case .live: "live"
        case .current: "up to date"
        case .refused: "answer refused"
        case .failing: "no answer"
        }
    }
}
