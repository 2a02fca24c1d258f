/// What is taken from a record, and under which names the makers of databases put it.
enum MaxMindField: Int, CaseIterable {
    case country
    case asn
    case organisation
    case city
    case tor
    case proxy

    /// Paths of names from a record's root. Where a record has several, the first of them is right.
    var paths: [String] {
        switch self {
        case .country:
            [
                "country.iso_code", "country_code", "country_iso_code", "countryCode", "iso_code", "cc", "country.code",
                "country", "location.country_code", "geo.country_code", "registered_country.iso_code",
                // A record that is nothing but a code.
                "",
            ]
        case .asn:
            [
                "autonomous_system_number", "traits.autonomous_system_number", "asn.asn", "asn.number", "asn",
                "as_number", "as.number", "as.asn",
            ]
        case .organisation:
            [
                "autonomous_system_organization", "traits.autonomous_system_organization", "as_name", "asn_name",
                "as_org", "as_organization", "as_description", "asn.name", "asn.organization", "as.name",
                "as.organization", "organization", "organisation", "org", "name",
            ]
        case .city: ["city.names.en", "city.name", "city", "city_name", "location.city", "geo.city"]
        case .tor: ["is_tor_exit_node", "traits.is_tor_exit_node", "is_tor", "privacy.tor", "tor"]
        case .proxy:
            [
                "is_public_proxy", "traits.is_public_proxy", "is_residential_proxy", "traits.is_residential_proxy",
                "is_anonymous_proxy", "traits.is_anonymous_proxy", "is_proxy", "privacy.proxy", "proxy",
            ]
        }
    }
}
