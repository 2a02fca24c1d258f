import ThreatModel
import WebPages

/// Who lists an address, since when and where, and what would let it through.
struct AddressWhyPart {
    let model: AddressModel

    var html: HTML {
        var html = HTML()
        if !model.listings.isEmpty || model.isInherited { html = html + listings }
        if model.reasons.count > 1 || (model.verdict == .neverBlocked && !model.listings.isEmpty) {
            html = html + items("Why it is never blocked", model.reasons)
        }
        if !model.remedies.isEmpty { html = html + items("What would let it through", model.remedies) }
        return html
    }

    private var listings: HTML {
        Tag.section(.labelled(by: "listed")) {
            Tag.h2(.id("listed")) { "Who lists it" }
            Tag.ul(.class("listings")) {
                for listing in model.listings {
                    Tag.li {
                        Tag.p {
                            Tag.strong { listing.name }
                            if let since = listing.since {
                                Tag.span(.class("soft")) { " since \(since.time.rfc3339.prefix(10))" }
                            }
                        }
                        for line in listing.lines { row(line) }
                        if listing.moreLines > 0 {
                            Tag.p(.class("soft")) { "… and \(CountText.full(listing.moreLines)) more lines" }
                        }
                    }
                }
                if model.isInherited {
                    Tag.li { Tag.p { "It was blocked before this start, and not all sources have answered since." } }
                }
            }
        }
    }

    private func row(_ line: AddressModel.Line) -> HTML {
        Tag.div(.class("list-line")) {
            Tag.p(.class("soft")) {
                if let number = line.number { "Line \(CountText.full(number)) of " }
                if let place = line.place {
                    if line.isWeb, let target = LinkTarget.web(place) {
                        Tag.a(.href(target), .rel("noreferrer noopener")) { place }
                    } else {
                        place
                    }
                } else {
                    "By hand"
                    if let since = line.since {
                        ", "
                        TimeText.minute(since.time)
                    }
                    if let until = line.until {
                        " until "
                        TimeText.minute(until.time)
                    }
                }
            }
            if !line.text.isEmpty { Tag.pre { line.text } }
        }
    }

    private func items(_ title: String, _ texts: [String]) -> HTML {
        Tag.section {
            Tag.h2 { title }
            Tag.ul { for text in texts { Tag.li { text.capitalised } } }
        }
    }
}
