import Guard
import WebPages

/// Who came most, for what, and from where.
struct TopsPart {
    let history: OverviewHistory
    let span: HistorySpan

    var html: HTML {
        Tag.section(.id("tops"), .data("fresh", "")) {
            Tag.div(.class("tops")) {
                addresses
                services
            }
            places
        }
    }

    private var addresses: HTML {
        let rows = history.addresses.map { address in
            Row(
                name: Tag.a(.href(.path("addresses", address.address)), .class("mono")) { address.address },
                words: [address.countryName, address.network].compactMap { $0 }.joined(separator: " · "),
                count: address.packets)
        }
        return top("Addresses", "Address", rows)
    }

    private var services: HTML {
        let rows = history.services.map { service in
            Row(
                name: HTML(text: service.name), words: service.port.map { "\(service.transport) \($0)" } ?? "",
                count: service.packets)
        }
        return top("Services", "Service", rows)
    }

    // MARK: - Places

    @HTMLBuilder private var places: HTML {
        if let countries = history.countries {
            Tag.div(.class("places")) {
                Tag.div {
                    TileMap(
                        title: "Where they are: packets by country",
                        countries: countries.countries.map { .init(code: $0.code, name: $0.name, count: $0.packets) }
                    ).figure(id: "countries")
                    if !countries.isComplete {
                        Tag.p(.class("soft")) {
                            "Of the \(CountText.full(countries.addresses)) addresses with most packets, which sent "
                            "\(percent(countries.packets)) of all packets \(span.words)."
                        }
                    }
                }
                top(
                    "Countries", "Country",
                    countries.countries.prefix(OverviewHistory.topLength).map {
                        Row(name: HTML(text: $0.name), words: "", count: $0.packets)
                    })
            }
        } else {
            Tag.p(.class("nothing")) {
                "Where they are is told once a database of countries is there, such as Debian's package "
                Tag.code { "tor-geoipdb" }
                "."
            }
        }
    }

    private func percent(_ packets: Int) -> String {
        "\(min(100, Int(Double(packets) / Double(max(1, history.totals.packets)) * 100))) %"
    }

    // MARK: - Tables

    private struct Row {
        var name: HTML
        var words: String
        var count: Int
    }

    private func top(_ title: String, _ name: String, _ rows: [Row]) -> HTML {
        let most = rows.first?.count ?? 0
        return Tag.div {
            Tag.h2 { title }
            Tag.div(.class("scroll"), .isFocusable, .role("region"), .label(title)) {
                Tag.table(.class("top")) {
                    Tag.thead {
                        Tag.tr {
                            Tag.th(.scope("col")) { name }
                            Tag.th(.scope("col"), .class("number")) { "Packets" }
                        }
                    }
                    Tag.tbody {
                        for row in rows {
                            Tag.tr(.class("w\(SourcesPart.share(of: row.count, among: most))")) {
                                Tag.td {
                                    row.name
                                    if !row.words.isEmpty { Tag.small { row.words } }
                                }
                                Tag.td(.class("number")) { CountText.full(row.count) }
                            }
                        }
                    }
                }
            }
        }
    }
}
