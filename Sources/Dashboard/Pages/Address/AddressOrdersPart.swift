import ThreatModel
import WebPages

/// What an administrator can do about an address, where it stands.
struct AddressOrdersPart {
    let model: AddressModel
    let frame: PageFrame

    private static let times = [("1h", "1 hour"), ("1d", "1 day"), ("", "for good")]

    var html: HTML {
        Tag.div(.class("address-orders")) {
            if model.isBlockedByHand { single("unblock", "entry", "Take back the block by hand") }
            if let entry = model.allowedByHand {
                frame.form("disallow", fields: [("entry", entry)]) {
                    Tag.button(.class("quiet")) { "Take \(entry) off the allowlist" }
                }
            }
            if model.verdict != .neverBlocked {
                folded("Allow") { timed("allow", "Allow", "Never block it, whatever lists say.") }
                folded("Block") { timed("block", "Block", "Block it, beside what lists say.") }
            }
            if model.hasServer, model.isPublic { folded("Report") { report } }
        }
    }

    private func folded(_ title: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
        Tag.details(.class("order")) {
            Tag.summary(.class("button quiet")) { title }
            content()
        }
    }

    private func single(_ change: String, _ field: String, _ title: String) -> HTML {
        frame.form(change, fields: [(field, model.address)]) { Tag.button(.class("quiet")) { title } }
    }

    private func timed(_ change: String, _ word: String, _ explanation: String) -> HTML {
        frame.form(change, fields: [("entry", model.address)], class: "order-form") {
            Tag.p { explanation }
            Tag.div(.class("field")) {
                Tag.label(.for("\(change)-for")) { "For how long" }
                Tag.select(.id("\(change)-for"), .name("for")) {
                    for (value, title) in Self.times { Tag.option(.value(value)) { title } }
                }
            }
            comment(change, most: 200)
            Tag.button { "\(word) \(model.address)" }
        }
    }

    private var report: HTML {
        frame.form("report", fields: [("address", model.address)], class: "order-form") {
            Tag.p { "Tell the server what you saw it do. That cannot be taken back here." }
            Tag.div(.class("field")) {
                Tag.label(.for("report-category")) { "What it did" }
                Tag.select(.id("report-category"), .name("category")) {
                    for category in ReportCategory.allCases {
                        Tag.option(.value(category.name)) { category.name.replacing("_", with: " ") }
                    }
                }
            }
            comment("report", most: Report.maximumCommentLength)
            Tag.button { "Report \(model.address)" }
        }
    }

    private func comment(_ change: String, most: Int) -> HTML {
        Tag.div(.class("field")) {
            Tag.label(.for("\(change)-comment")) {
                "Comment "
                Tag.span(.class("soft")) { "(may be empty)" }
            }
            Tag.input(.id("\(change)-comment"), .name("comment"), .maximumLength(most), .autocomplete("off"))
        }
    }
}
