import WebPages

/// What the log tells of: the guard's own doings, and those of people and programs.
enum LogTabs {
    enum Tab: CaseIterable {
        case events, changes

        var title: String {
            switch self {
            case .events: "What the guard did"
            case .changes: "Who changed what"
            }
        }

        var target: LinkTarget {
            switch self {
            case .events: .path("log")
            case .changes: .path("log", "changes")
            }
        }
    }

    static func html(current: Tab) -> HTML {
        Tag.nav(.class("tabs"), .label("Parts of the log")) {
            for tab in Tab.allCases {
                if tab == current {
                    Tag.a(.href(tab.target), .isCurrentPage) { tab.title }
                } else {
                    Tag.a(.href(tab.target)) { tab.title }
                }
            }
        }
    }
}
