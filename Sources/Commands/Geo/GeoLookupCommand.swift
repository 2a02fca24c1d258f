import ArgumentParser
import Geolocation
import IPNetworks

/// `sikker geo lookup`
struct GeoLookupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Says where addresses are, by the databases alone.",
        discussion: """
            EXAMPLES
              sikker geo lookup 45.10.1.2 2001:200::1
              sikker geo lookup 45.10.1.2 --database GeoLite2-City.mmdb
            """)

    @Argument(help: "Addresses.", transform: ArgumentValue.address)
    var addresses: [IPAddress]

    @OptionGroup var places: PlaceOptions

    mutating func run() async throws {
        let loading = PlaceTable.load(try places.configuration())
        let rows = addresses.map { address in
            let place = loading.table.place(of: address) ?? Place()
            let line = PlaceText.line(
                country: place.country.map { $0.name ?? $0.text }, city: place.city, asn: place.asn.map { "\($0)" },
                organisation: place.organisation, isTor: place.isTor, isProxy: place.isProxy)
            return [address.description, place.country?.text ?? "–", line ?? "unknown"]
        }
        Terminal.standardOutput.write(Table(header: ["address", "code", "where"], rows: rows).text)
        if let failure = PlaceOptions.failure(loading.errors) { throw failure }
    }
}
