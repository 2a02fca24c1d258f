import Integrations
import WebPages

/// `/integrations/{id}`: the steps that make a tool work with this server.
struct IntegrationPage {
    let integration: Integration
    let server: IntegrationServer

    var page: Page {
        Page(title: integration.title, summary: integration.summary, section: Site.integrations) {
            Tag.p(.class("crumbs")) { Tag.a(.href(.path("integrations"))) { "Integrations" } }
            Tag.h1 { integration.title }
            Tag.p(.class("lead")) { integration.summary }
            for step in integration.steps {
                Tag.section {
                    Tag.h2 { step.title }
                    for part in step.parts { html(of: part) }
                }
            }
            files
        }
    }

    @HTMLBuilder
    private func html(of part: IntegrationStep.Part) -> HTML {
        switch part {
        case .text(let text): Tag.p(.class("prose")) { marked(text) }
        case .commands(let commands): Tag.pre { Tag.code { server.filled(commands) } }
        case .output(let output):
            Tag.p(.class("soft")) { "It prints:" }
            Tag.pre { Tag.code { server.filled(output) } }
        case .excerpt(let file, let text):
            Tag.p(.class("soft")) {
                "In "
                Tag.code { file }
                ":"
            }
            Tag.pre { Tag.code { server.filled(text) } }
        case .table(let columns, let rows): table(columns, rows)
        }
    }

    private func table(_ columns: [String], _ rows: [[String]]) -> HTML {
        Tag.div(.class("scroll"), .isFocusable, .role("region"), .label(columns.joined(separator: ", "))) {
            Tag.table {
                Tag.thead {
                    Tag.tr {
                        for column in columns { Tag.th(.scope("col")) { column } }
                    }
                }
                Tag.tbody {
                    for row in rows {
                        Tag.tr {
                            for cell in row { Tag.td { marked(cell) } }
                        }
                    }
                }
            }
        }
    }

    /// What stands between backquotes as code.
    private func marked(_ text: String) -> HTML {
        var html = HTML()
        let pieces = server.filled(text).split(separator: "`", omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            html = html + (index % 2 == 1 ? Tag.code { String(piece) } : HTML(text: String(piece)))
        }
        return html
    }

    private var files: HTML {
        Tag.section {
            Tag.h2 { "Files" }
            Tag.ul {
                for file in integration.files {
                    Tag.li {
                        Tag.a(.href(file.target)) { file.path }
                        " is installed as "
                        Tag.code { file.destination }
                    }
                }
            }
        }
    }
}

extension IntegrationFile {
    fileprivate var target: LinkTarget {
        let parts = path.split(separator: "/").map(String.init)
        return parts.count == 2 ? .path(parts[0], parts[1]) : .path(parts.joined(separator: "/"))
    }
}
