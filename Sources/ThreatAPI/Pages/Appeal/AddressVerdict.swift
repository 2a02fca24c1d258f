import Detection
import Geolocation
import IPNetworks
import ThreatModel
import WebPages

/// What is known of an address, as a page tells it.
struct AddressVerdict {
    let summary: AddressSummary
    let catalogue: DetectionCatalogue

    var html: HTML {
        Tag.section {
            Tag.h2 {
                "What is known of "
                Tag.span(.class("mono")) { summary.address.description }
            }
            Tag.div(.class("verdict")) {
                Tag.p(.class("number")) {
                    Int(summary.confidence)
                    Tag.small { " of 100" }
                }
                Tag.p { sentence }
                Tag.meter(
                    .class(ConfidenceLevel(confidence: summary.confidence).name),
                    .label("Confidence that traffic from this address is hostile"), .minimum(0), .maximum(100),
                    .value(String(summary.confidence)))
            }
            if let known = summary.known { facts(known) }
            if let known = summary.known, !known.behaviours.isEmpty { behaviours(known.behaviours) }
        }
    }

    @HTMLBuilder private var sentence: HTML {
        Tag.strong { "Confidence: \(PageText.word(ConfidenceLevel(confidence: summary.confidence)).lowercased()). " }
        if summary.known == nil {
            "Neither sensors nor reports know this address, and no list of this server has it."
        } else if summary.isListed {
            "It is on the blocklist of this server: whoever follows that drops its traffic."
        } else {
            "It is known and not on the blocklist of this server, which begins at \(ListFilter.defaultScoreMinimum)."
        }
        if let network = summary.network { " It belongs to a network known to be benign (\(network))." }
    }

    private func facts(_ known: AddressSummary.Known) -> HTML {
        Tag.dl(.class("facts")) {
            fact("Seen by sensors") { PageText.count(Int(clamping: known.sessions), "session", "sessions") }
            fact("Reported") {
                if known.reports == 0 {
                    "never"
                } else {
                    PageText.count(Int(clamping: known.reports), "time", "times")
                    " by \(PageText.count(known.reporters, "account", "accounts"))"
                }
            }
            if !known.categories.isEmpty {
                fact("For") { known.categories.map { $0.name.replacing("_", with: " ") }.joined(separator: ", ") }
            }
            if !known.protocols.isEmpty {
                fact("Protocols") { known.protocols.map(\.title).joined(separator: ", ") }
            }
            fact("First seen") { PageText.time(milliseconds: known.firstSeen) }
            fact("Last seen") { PageText.time(milliseconds: known.lastSeen) }
            if let place = summary.place { origin(place) }
        }
    }

    @HTMLBuilder
    private func origin(_ place: Place) -> HTML {
        if let country = place.country { fact("Country") { country.name ?? country.text } }
        if let asn = place.asn { fact("Network") { "AS\(asn) \(place.organisation ?? "")" } }
    }

    private func fact(_ name: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
        Tag.div {
            Tag.dt { name }
            Tag.dd { content() }
        }
    }

    private func behaviours(_ shown: [AddressSummary.Shown]) -> HTML {
        Tag.section {
            Tag.h3 { "What it did" }
            Tag.ul(.class("behaviours")) {
                for behaviour in shown { row(behaviour) }
            }
        }
    }

    private func row(_ shown: AddressSummary.Shown) -> HTML {
        Tag.li {
            Tag.p {
                if let index = catalogue.behaviour(named: shown.name) {
                    Tag.a(.class("name"), .href(.path("catalogue", shown.name))) { catalogue.behaviours[index].title }
                }
                Tag.span(.class("id mono")) { shown.name }
            }
            Tag.p(.class("grade")) {
                PageText.severity(shown.severity)
                Tag.span(.class("seen")) { PageText.count(Int(clamping: shown.count), "session", "sessions") }
            }
        }
    }
}
