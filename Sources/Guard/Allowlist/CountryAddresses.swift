package import Geolocation
package import IPNetworks

/// The addresses of the countries that are never blocked.
///
/// The databases are read once and let go: what stays in memory are the ranges of the chosen countries.
package enum CountryAddresses {
    /// - Returns: by code; and what is wrong, a sentence each: a database that cannot be read, a country that none knows.
    package static func load(
        _ countries: [CountryCode], from configuration: PlaceConfiguration = PlaceConfiguration()
    ) -> (addresses: [String: IPAddressSet], problems: [String]) {
        guard !countries.isEmpty else { return ([:], []) }
        let loading = PlaceTable.load(configuration)
        var problems = loading.errors.map(\.description)
        var addresses: [String: IPAddressSet] = [:]
        for country in countries {
            let found = loading.table.addresses(in: country)
            addresses[country.text] = found
            if found.isEmpty {
                problems.append(
                    "No database knows an address in \(country.name ?? country.text): country:\(country.text) allows nothing"
                )
            }
        }
        return (addresses, problems)
    }
}
