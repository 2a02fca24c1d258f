import WebPages

/// Public lists that one click adds.
struct OfferTable {
    let model: SourcesModel
    let frame: PageFrame

    private static let setting = "known_lists"

    var html: HTML {
        let entry = model.settings.first { $0.name == Self.setting }
        return Tag.section(.class("provider"), .labelled(by: "offers")) {
            Tag.h2(.id("offers")) { "Public lists to add" }
            Tag.p(.class("prose")) {
                "Each is somebody's work with terms of its own, and fetched no more often than its publisher likes. "
                    + "A list that shares most of its entries with others adds little."
            }
            if let obstacle = entry?.obstacle { Tag.p(.class("locked")) { "Which of them are followed \(obstacle)." } }
            Tag.div(.class("scroll"), .isFocusable, .role("region"), .label("Public lists")) {
                Tag.table(.class("offers")) {
                    Tag.thead {
                        Tag.tr {
                            Tag.th(.scope("col")) { "List" }
                            Tag.th(.scope("col")) { "What is on it" }
                            Tag.th(.scope("col")) { "Asked every" }
                            Tag.th(.scope("col")) { "Terms" }
                            Tag.th(.scope("col")) { "Add" }
                        }
                    }
                    Tag.tbody {
                        for offer in model.offers { row(offer, isOpen: frame.mayChange && entry?.obstacle == nil) }
                    }
                }
            }
        }
    }

    private func row(_ offer: SourcesModel.Offer, isOpen: Bool) -> HTML {
        Tag.tr {
            Tag.th(.scope("row")) {
                if let page = LinkTarget.web(offer.page) {
                    Tag.a(.href(page), .rel("noreferrer")) { offer.name }
                } else {
                    offer.name
                }
            }
            Tag.td { offer.summary.asSentence }
            Tag.td { offer.interval }
            Tag.td { offer.terms }
            Tag.td {
                if offer.isAdded {
                    "added"
                } else if isOpen {
                    let added = model.offers.filter(\.isAdded).map(\.id) + [offer.id]
                    frame.form("set", fields: [("name", Self.setting), ("value", added.joined(separator: ", "))]) {
                        Tag.button(.class("quiet"), .label("Add: \(offer.name)")) { "Add" }
                    }
                }
            }
        }
    }
}
