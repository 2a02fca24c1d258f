import Detection
import WebPages

/// Behaviours by what they are good for: the tactics of ATT&CK in its order, and under each the techniques that behaviours
/// serve, with how many do.
struct AttackMatrix {
    let catalogue: DetectionCatalogue
    let behaviours: [Int]

    /// A technique, and how many behaviours name it or a sub-technique of it.
    private struct Row {
        let technique: String
        let count: Int
    }

    var html: HTML {
        Tag.div(.class("matrix")) {
            for tactic in AttackTactic.allCases { column(tactic, rows(of: tactic)) }
        }
    }

    private func rows(of tactic: AttackTactic) -> [Row] {
        var counts: [String: Int] = [:]
        for index in behaviours {
            let techniques = catalogue.behaviours[index].attack
                .filter { AttackTechnique.tactics(of: $0).contains(tactic) }
            for parent in Set(techniques.map { AttackTechnique.parent(of: $0) }) { counts[parent, default: 0] += 1 }
        }
        return counts.map { Row(technique: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.technique) < ($0.count, $1.technique) }
    }

    private func column(_ tactic: AttackTactic, _ rows: [Row]) -> HTML {
        guard !rows.isEmpty else { return HTML() }
        return Tag.section(.labelled(by: tactic.phaseName)) {
            Tag.h2(.id(tactic.phaseName)) {
                Tag.a(.href(.path("catalogue", query: [("tactic", tactic.phaseName)]))) { tactic.title }
            }
            Tag.ul {
                for row in rows {
                    Tag.li {
                        Tag.a(.href(.path("catalogue", query: [("technique", row.technique)]))) {
                            AttackTechnique.name(of: row.technique) ?? row.technique
                        }
                        Tag.span(.class("count")) { row.count }
                    }
                }
            }
        }
    }
}
