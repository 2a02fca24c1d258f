import WebPages

/// What was blocked of an address: when, how much, at which ports.
struct AddressPastPart {
    let model: AddressModel
    let frame: PageFrame

    var html: HTML {
        Tag.section(.labelled(by: "past")) {
            Tag.h2(.id("past")) { "Blocked here" }
            if let past = model.past {
                facts(past)
                if !past.ports.isEmpty { ports(past) }
            } else if let missing = model.pastMissing {
                Tag.p { "The history cannot be read: \(missing)." }
            } else {
                Tag.p(.class("soft")) { "No packet of it was blocked, as far as is remembered." }
            }
            if !model.blocks.isEmpty { blocks }
        }
    }

    private func facts(_ past: AddressModel.Past) -> HTML {
        Tag.dl(.class("facts")) {
            fact("First") { TimeText.minute(past.first.time) }
            fact("Last") { TimeText.distance(past.last.time, from: frame.now) }
            fact("Packets") { CountText.full(past.packets) }
            if !past.sources.isEmpty { fact("Listed then by") { past.sources.joined(separator: ", ") } }
        }
    }

    private func fact(_ name: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
        Tag.div {
            Tag.dt { name }
            Tag.dd { content() }
        }
    }

    private func ports(_ past: AddressModel.Past) -> HTML {
        let most = past.ports.map(\.packets).max() ?? 1
        return table("Packets by port", ["Port", "Service", "Packets"], numbers: [2]) {
            for port in past.ports {
                Tag.tr {
                    Tag.td { port.port.map { "\($0)/\(port.transport)" } ?? "others, \(port.transport)" }
                    Tag.td { port.service ?? "" }
                    Tag.td(.class("number")) {
                        CountText.full(port.packets)
                        Tag.meter(
                            .class("bar"), .label("Share of the largest"), .minimum(0), .maximum(max(1, most)),
                            .value("\(port.packets)"))
                    }
                }
            }
        }
    }

    private var blocks: HTML {
        table("Last blocks", ["Time", "Action", "Port", "Service", "Packets"], numbers: [4]) {
            for block in model.blocks {
                Tag.tr {
                    Tag.td { TimeText.minute(block.time.time) }
                    Tag.td { block.action }
                    Tag.td { block.port.map { "\($0)/\(block.transport)" } ?? block.transport }
                    Tag.td { block.service ?? "" }
                    Tag.td(.class("number")) { CountText.full(block.packets) }
                }
            }
        }
    }

    private func table(
        _ title: String, _ columns: [String], numbers: Set<Int>, @HTMLBuilder _ rows: () -> HTML
    ) -> HTML {
        Tag.div {
            Tag.h3 { title }
            Tag.div(.class("scroll"), .isFocusable, .role("region"), .label(title)) {
                Tag.table {
                    Tag.thead {
                        Tag.tr {
                            for (place, column) in columns.enumerated() {
                                if numbers.contains(place) {
                                    Tag.th(.scope("col"), .class("number")) { column }
                                } else {
                                    Tag.th(.scope("col")) { column }
                                }
                            }
                        }
                    }
                    Tag.tbody { rows() }
                }
            }
        }
    }
}
