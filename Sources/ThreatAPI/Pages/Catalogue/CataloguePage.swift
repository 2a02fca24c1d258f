import Detection
import ThreatModel
import WebPages

/// `/catalogue`: what is looked for, the gravest first, with a form that narrows it down.
struct CataloguePage {
    let catalogue: DetectionCatalogue
    let census: BehaviourCensus
    let filter: CatalogueFilter
    let isMatrix: Bool

    var page: Page {
        let found = filter.behaviours(of: catalogue)
        return Page(
            title: isMatrix ? "ATT&CK matrix of the catalogue" : "Catalogue of behaviours",
            summary:
                "What attackers do, by name: \(catalogue.behaviours.count) behaviours, how grave each is, and what "
                + "sensors look for.",
            section: Site.catalogue, isForEveryone: filter.isEverything
        ) {
            Tag.h1 { "What attackers do" }
            Tag.p(.class("lead")) {
                "Whatever a sensor records is held against \(catalogue.behaviours.count) behaviours. These names stand in every "
                    + "answer about an address, and are why it has its confidence."
            }
            CatalogueForm(filter: filter, isMatrix: isMatrix).html
            tabs(found)
            if found.isEmpty {
                Tag.p(.class("notice")) {
                    "No behaviour is like that. Fewer words, or a lower severity, may find some."
                }
            } else if isMatrix {
                AttackMatrix(catalogue: catalogue, behaviours: found).html
            } else {
                for severity in Severity.allCases.reversed() {
                    group(severity, found.filter { catalogue.behaviours[$0].severity == severity })
                }
            }
        }
    }

    private func tabs(_ found: [Int]) -> HTML {
        Tag.div(.class("tabs")) {
            Tag.p(.role("status")) {
                Tag.strong { PageText.count(found.count, "behaviour", "behaviours") }
                if !filter.isEverything {
                    " of \(catalogue.behaviours.count) · "
                    Tag.a(.href(.path("catalogue", query: isMatrix ? [("view", "matrix")] : []))) { "show all" }
                }
            }
            Tag.p {
                if isMatrix {
                    Tag.a(.href(.path("catalogue", query: filter.fields))) { "As a list" }
                } else {
                    Tag.a(.href(.path("catalogue", query: filter.fields + [("view", "matrix")]))) {
                        "As an ATT&CK matrix"
                    }
                }
                " · "
                Tag.a(.href(.path("v1", "catalogue", query: filter.fields))) { "As JSON" }
            }
        }
    }

    private func group(_ severity: Severity, _ behaviours: [Int]) -> HTML {
        guard !behaviours.isEmpty else { return HTML() }
        return Tag.section(.labelled(by: severity.name)) {
            Tag.div(.class("group")) {
                Tag.h2(.id(severity.name)) { PageText.severity(severity) }
                Tag.span(.class("soft")) { behaviours.count }
            }
            Tag.ul(.class("behaviours")) {
                for index in behaviours { row(catalogue.behaviours[index]) }
            }
        }
    }

    private func row(_ behaviour: Behaviour) -> HTML {
        let count = census[behaviour.name]
        return Tag.li {
            Tag.p {
                Tag.a(.class("name"), .href(.path("catalogue", behaviour.name))) { behaviour.title }
                Tag.span(.class("id mono")) { behaviour.name }
            }
            Tag.p(.class("marks")) {
                behaviour.protocols.title
                " · "
                PageText.list(behaviour.attack.map(CatalogueLinks.technique))
            }
            if count.addresses > 0 {
                Tag.p(.class("seen")) { PageText.count(count.addresses, "address", "addresses") }
            }
        }
    }
}

/// Links into the catalogue.
enum CatalogueLinks {
    /// The behaviours that serve a technique.
    static func technique(_ id: String) -> HTML {
        let target = LinkTarget.path("catalogue", query: [("technique", id)])
        guard let name = AttackTechnique.name(of: id) else { return Tag.a(.href(target)) { id } }
        return Tag.a(.href(target), .title(name)) { id }
    }
}

extension CatalogueFilter {
    /// What a link carries to ask for the same.
    var fields: [(name: String, value: String)] {
        [
            ("q", search), ("severity", severity?.name ?? ""), ("protocol", attackProtocol?.name ?? ""),
            ("tactic", tactic?.phaseName ?? ""), ("technique", technique ?? ""),
        ]
    }
}
