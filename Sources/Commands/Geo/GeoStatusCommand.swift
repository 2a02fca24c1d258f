import ArgumentParser
import Geolocation
import ThreatModel

/// `sikker geo status`
struct GeoStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Reads the databases as a server would, and says what is in them.",
        discussion: """
            Needs no running server. A file that cannot be used is named, with what is wrong with it.

            EXAMPLES
              sikker geo status
              sikker geo status --database GeoLite2-City.mmdb --database GeoLite2-ASN.mmdb --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var places: PlaceOptions

    mutating func run() async throws {
        let loading = PlaceTable.load(try places.configuration())
        let now = SystemClock().now
        let rows = loading.table.summaries.map { PlaceRow($0, at: now) }
        if json {
            try JSONOutput.write(rows)
        } else if rows.isEmpty {
            Terminal.standardError.write(
                "No database says where addresses are; the package tor-geoipdb brings one, --database names others.\n")
        } else {
            let table = Table(
                header: ["file", "what it says", "type", "as of", "age", "IPv4", "IPv6", "countries", "AS"],
                rows: rows.map { row in
                    [
                        row.file, row.role, PlaceText.printable(row.type),
                        row.asOf.map { String($0.prefix(10)) } ?? "–",
                        row.ageDays.map { "\($0) d" } ?? "–", "\(row.ipv4Ranges)", "\(row.ipv6Ranges)",
                        "\(row.countries)", "\(row.autonomousSystems)",
                    ]
                })
            Terminal.standardOutput.write(table.text)
        }
        if let failure = PlaceOptions.failure(loading.errors) { throw failure }
    }
}
