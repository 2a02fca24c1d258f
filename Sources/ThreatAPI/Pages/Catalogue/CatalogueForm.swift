import Detection
import ThreatModel
import WebPages

/// The form that narrows the catalogue down: it asks by the address of the page, so that what was found can be passed on.
struct CatalogueForm {
    let filter: CatalogueFilter
    let isMatrix: Bool

    var html: HTML {
        Tag.form(.class("filter"), .method(.get), .action(.path("catalogue")), .role("search")) {
            Tag.div(.class("wide")) {
                Tag.label(.for("q")) { "Words" }
                Tag.input(
                    .id("q"), .name("q"), .type("search"), .value(filter.search),
                    .maximumLength(CatalogueFilter.maximumSearchLength), .placeholder("web shell, miner, T1105 …"))
            }
            choice(
                "severity", "Severity", "any", filter.severity?.name,
                Severity.allCases.reversed().map {
                    ($0.name, $0 == .veryHigh ? "Very high" : "\(PageText.word($0)) or more")
                })
            choice(
                "protocol", "Protocol", "any", filter.attackProtocol?.name,
                AttackProtocol.allCases.map { ($0.name, $0.title) })
            choice(
                "tactic", "Tactic", "any", filter.tactic?.phaseName,
                AttackTactic.allCases.map { ($0.phaseName, $0.title) })
            if let technique = filter.technique {
                Tag.input(.type("hidden"), .name("technique"), .value(technique))
            }
            if isMatrix { Tag.input(.type("hidden"), .name("view"), .value("matrix")) }
            Tag.button(.type("submit")) { "Search" }
        }
    }

    private func choice(
        _ name: String, _ title: String, _ everything: String, _ chosen: String?,
        _ options: [(value: String, title: String)]
    ) -> HTML {
        Tag.div {
            Tag.label(.for(name)) { title }
            Tag.select(.id(name), .name(name)) {
                Tag.option(.value("")) { everything }
                for option in options {
                    if option.value == chosen {
                        Tag.option(.value(option.value), .isSelected) { option.title }
                    } else {
                        Tag.option(.value(option.value)) { option.title }
                    }
                }
            }
        }
    }
}
