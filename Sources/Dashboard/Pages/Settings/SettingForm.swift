import WebPages

/// A setting on a page: what it is, what it does, where its value comes from, and what changes it.
struct SettingForm {
    let entry: SettingEntry
    let frame: PageFrame

    /// Characters of a value that a control shows. What is longer is not for one line.
    private static let longestValue = 1000

    var html: HTML {
        Tag.div(.class("setting"), .id(entry.name)) {
            if let reason = obstacle {
                fixed(because: reason)
            } else if entry.kind == .toggle {
                toggle
            } else {
                control
            }
            if let inForce = entry.inForce {
                Tag.p(.class("soft")) {
                    "Counts after a restart of the guard. Until then: \(inForce.isEmpty ? "none" : inForce)."
                }
            }
        }
    }

    /// Why it cannot be changed by this visitor on this page; `nil` when it can.
    private var obstacle: String? {
        if let obstacle = entry.obstacle { return "It \(obstacle)." }
        if (entry.value?.count ?? 0) > Self.longestValue { return "It is too long to be changed here." }
        return frame.mayChange ? nil : ""
    }

    private var controlID: String { "set-\(entry.name)" }
    private var helpID: String { "about-\(entry.name)" }

    private var help: HTML {
        Tag.p(.class("soft"), .id(helpID)) {
            entry.summary.asSentence + (entry.isReloaded || entry.obstacle != nil ? "" : " Counts after a restart.")
        }
    }

    // MARK: - What cannot be changed here

    private func fixed(because reason: String) -> HTML {
        Self.joined {
            Tag.p(.class("name")) { entry.title }
            help
            Tag.p { Tag.code { shownValue } }
            if entry.obstacle != nil {
                Tag.p(.class("locked")) { reason }
            } else if !reason.isEmpty {
                Tag.p(.class("soft")) { reason }
            }
        }
    }

    private var shownValue: String {
        if entry.kind == .secret { return entry.isSet ? "set, not shown" : "not set" }
        if entry.kind == .toggle { return entry.value == "true" ? "on" : "off" }
        guard let value = entry.value, !value.isEmpty else { return "none" }
        return value.count > Self.longestValue ? value.prefix(Self.longestValue) + " …" : value
    }

    // MARK: - What can

    private var toggle: HTML {
        let isOn = entry.value == "true"
        return Self.joined {
            Tag.p(.class("name")) {
                entry.title
                " "
                Tag.span(.class(isOn ? "state on" : "state off")) {
                    StandingBadge.sign
                    isOn ? "on" : "off"
                }
            }
            help
            Tag.div(.class("row")) {
                frame.form("set", fields: [("name", entry.name), ("value", isOn ? "false" : "true")]) {
                    let verb = isOn ? "Switch off" : "Switch on"
                    Tag.button(.class("quiet"), .label("\(verb): \(entry.title)"), .described(by: helpID)) { verb }
                }
            }
        }
    }

    private var control: HTML {
        Self.joined {
            frame.form("set", fields: [("name", entry.name)], class: "setter") {
                Tag.label(.for(controlID)) { entry.title }
                help
                Tag.div(.class("row")) {
                    input
                    Tag.button(.class("quiet"), .label("Save: \(entry.title)")) { "Save" }
                }
            }
            if entry.origin == "dashboard" { reset }
        }
    }

    @HTMLBuilder private var input: HTML {
        switch entry.kind {
        case .choice:
            Tag.select(.id(controlID), .name("value"), .described(by: helpID)) {
                for choice in entry.choices { Tag.option(choice, choice, isChosen: choice == entry.value) }
            }
        case .number:
            Tag.input(
                .id(controlID), .name("value"), .type("number"), .value(entry.value ?? ""), .minimum(entry.least ?? 0),
                .maximum(entry.most ?? .max), .isRequired, .described(by: helpID))
        case .secret:
            // Without a name it is not sent; browsers want to know whose secret is entered.
            Tag.input(.type("text"), .autocomplete("username"), .value(entry.name), .isHidden)
            Tag.input(
                .id(controlID), .name("value"), .type("password"),
                .placeholder(entry.isSet ? "set, not shown" : "not set"),
                .autocomplete("new-password"), .isRequired, .maximumLength(512), .described(by: helpID))
        case .text, .list, .toggle, .table:
            Tag.input(
                .id(controlID), .name("value"), .type("text"), .value(entry.value ?? ""),
                .title("Takes \(entry.accepted)"),
                .placeholder(entry.standard ?? (entry.kind == .list ? "none" : "not set")), .isSpelledFreely,
                .autocomplete("off"), .isRequired, .described(by: helpID))
        }
    }

    private var reset: HTML {
        frame.form("unset", fields: [("name", entry.name)]) {
            let back = entry.kind == .secret ? "Remove" : "Back to \(entry.standard ?? "none")"
            Tag.button(.class("link"), .label("\(back): \(entry.title)")) { back }
        }
    }

    /// Pieces one after the other, where no element is around them.
    private static func joined(@HTMLBuilder _ content: () -> HTML) -> HTML { content() }
}
