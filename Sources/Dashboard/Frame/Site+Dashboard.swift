import WebPages

extension Site {
    /// The guard's pages.
    static let dashboard = Site(
        name: "Sikker guard", sections: DashboardSection.allCases.map { Section(title: $0.title, target: $0.target) },
        tools: search, footer: footer, stylesheet: DashboardFiles.stylesheet, script: DashboardFiles.script)

    /// "Is this address blocked, and why?", from anywhere.
    private static let search = Tag.form(.method(.get), .action(.path("addresses")), .class("search"), .role("search"))
    {
        Tag.label(.for("search"), .class("unseen")) { "Is this address blocked?" }
        Tag.input(
            .id("search"), .name("address"), .type("search"), .placeholder("Is this address blocked?"),
            .maximumLength(64), .isSpelledFreely, .autocomplete("off"))
    }

    private static let footer = Tag.p {
        "Programs ask under "
        Tag.a(.href(.path("api", "openapi.json"))) { "/api" }
        ". "
        Tag.a(.href(.path("account"))) { "Account" }
    }
}

/// What the pages are about, as their navigation lists it.
enum DashboardSection: CaseIterable {
    case overview, live, sources, lists, settings, log

    var title: String {
        switch self {
        case .overview: "Overview"
        case .live: "Live"
        case .sources: "Sources"
        case .lists: "Lists"
        case .settings: "Settings"
        case .log: "Log"
        }
    }

    var target: LinkTarget {
        switch self {
        case .overview: .path("")
        case .live: .path("live")
        case .sources: .path("sources")
        case .lists: .path("lists")
        case .settings: .path("settings")
        case .log: .path("log")
        }
    }
}
