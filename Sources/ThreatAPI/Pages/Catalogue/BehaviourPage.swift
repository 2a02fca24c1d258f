import Detection
import IPNetworks
import ThreatModel
import WebPages

/// `/catalogue/{name}`: everything about one behaviour.
struct BehaviourPage {
    let catalogue: DetectionCatalogue
    let census: BehaviourCensus
    let index: Int

    private var behaviour: Behaviour { catalogue.behaviours[index] }

    /// So many patterns are shown at once; more are for those who unfold them.
    private static let fewPatterns = 12

    private var patternCount: Int {
        behaviour.primitives.reduce(0) { $0 + catalogue.primitives[$1].lookout.patternCount }
    }

    var page: Page {
        let count = census[behaviour.name]
        return Page(
            title: behaviour.title, summary: behaviour.description, section: Site.catalogue
        ) {
            Tag.p(.class("crumbs")) {
                Tag.a(.href(.path("catalogue"))) { "Catalogue" }
                " / "
                Tag.span(.class("mono")) { behaviour.name }
            }
            Tag.h1 { behaviour.title }
            if behaviour.description != behaviour.title { Tag.p(.class("lead")) { behaviour.description } }
            facts(count)
            Tag.h2 { "What is looked for" }
            ConditionText(catalogue: catalogue, isOpen: patternCount <= Self.fewPatterns).html(
                of: catalogue.outline(of: index))
            examples
            if !count.newest.isEmpty { addresses(count.newest) }
            if !behaviour.references.isEmpty { references }
            Tag.p(.class("soft")) {
                Tag.a(.href(.path("v1", "catalogue", behaviour.name))) { "This page as JSON" }
            }
        }
    }

    private func facts(_ count: BehaviourCensus.Count) -> HTML {
        Tag.dl(.class("facts")) {
            fact("Severity") { PageText.severity(behaviour.severity) }
            fact("ATT&CK") {
                for technique in behaviour.attack { Tag.div { Self.technique(technique) } }
            }
            fact("Protocols") { behaviour.protocols.title }
            fact("Shown by") {
                if let window = behaviour.window {
                    "all sessions of an address within \(Self.span(window))"
                } else {
                    "one session"
                }
            }
            fact("Did it lately") {
                PageText.count(count.addresses, "address", "addresses")
                if count.addresses > 0 { ", \(CountText.full(count.listed)) of them listed" }
            }
        }
    }

    private func fact(_ name: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
        Tag.div {
            Tag.dt { name }
            Tag.dd { content() }
        }
    }

    /// The id leads to MITRE's page about it, the name to the other behaviours that serve it.
    private static func technique(_ id: String) -> HTML {
        let page = LinkTarget.web("https://attack.mitre.org/techniques/\(id.replacing(".", with: "/"))/")
        return HTML(text: (AttackTechnique.name(of: id) ?? "Technique") + " ")
            + (page.map { Tag.a(.class("mono"), .href($0), .rel("noreferrer")) { id } } ?? HTML(text: id))
    }

    private static func span(_ window: Duration) -> String {
        DetectionCatalogue.span(UInt32(clamping: window.components.seconds * 1000))
    }

    @HTMLBuilder private var examples: HTML {
        Tag.h2 { behaviour.window == nil ? "Sessions that show it" : "What shows it" }
        for example in behaviour.examples { ExampleText(example: example).html }
        Tag.h2 { "What looks like it and is not" }
        for example in behaviour.nearMisses { ExampleText(example: example).html }
    }

    private func addresses(_ newest: [BehaviourCensus.Named]) -> HTML {
        Tag.section {
            Tag.h2 { "Listed addresses seen last" }
            Tag.div(.class("scroll")) {
                Tag.table {
                    Tag.thead {
                        Tag.tr {
                            Tag.th(.scope("col")) { "Address" }
                            Tag.th(.scope("col")) { "Confidence" }
                            Tag.th(.scope("col")) { "Last seen" }
                        }
                    }
                    Tag.tbody {
                        for named in newest {
                            Tag.tr {
                                Tag.td {
                                    Tag.a(
                                        .class("mono"),
                                        .href(.path("appeal", query: [("ip", named.address.description)]))
                                    ) { named.address.description }
                                }
                                Tag.td { Int(named.confidence) }
                                Tag.td { PageText.time(milliseconds: named.lastSeen) }
                            }
                        }
                    }
                }
            }
        }
    }

    private var references: HTML {
        Tag.section {
            Tag.h2 { "To read on" }
            Tag.ul {
                for reference in behaviour.references {
                    Tag.li {
                        if let target = LinkTarget.web(reference) {
                            Tag.a(.href(target), .rel("noreferrer")) { reference }
                        } else {
                            reference
                        }
                    }
                }
            }
        }
    }
}
