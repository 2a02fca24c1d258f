import WebPages

extension Site {
    /// Pages for those who are not in yet: nothing to go to from there.
    static let entrance = Site(
        name: Site.dashboard.name, sections: [], footer: Tag.p { "This machine's firewall, as the guard keeps it." },
        stylesheet: DashboardFiles.stylesheet, script: DashboardFiles.script)
}

/// What the pages for getting in have in common.
enum EntranceParts {
    static func problem(_ problem: EntranceProblem?) -> HTML {
        guard let problem else { return HTML() }
        return Tag.div(.class("notice bad"), .role("alert"), .id("problem")) {
            Tag.strong { problem.title }
            Tag.p { problem.sentence }
        }
    }

    /// - Parameters:
    ///   - kind: what a browser may fill in.
    ///   - hint: below the field.
    static func password(
        _ name: String, _ label: String, _ kind: StaticString, hint: String? = nil, isRequired: Bool = true,
        id: String? = nil
    ) -> HTML {
        let id = id ?? name
        return Tag.div(.class("field")) {
            Tag.label(.for(id)) { label }
            if isRequired {
                Tag.input(
                    .id(id), .name(name), .type("password"), .autocomplete(kind), .maximumLength(256), .isRequired)
            } else {
                Tag.input(.id(id), .name(name), .type("password"), .autocomplete(kind), .maximumLength(256))
            }
            if let hint { Tag.p(.class("hint")) { hint } }
        }
    }

    static let command = Tag.pre { Tag.code { "sudo sikker guard password" } }
}
