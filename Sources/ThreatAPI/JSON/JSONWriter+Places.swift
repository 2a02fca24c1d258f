import Geolocation

extension JSONWriter {
    /// The `geolocation` of an answer.
    mutating func geolocation(_ place: Place) {
        literal("{\"countryCode\":")
        nullable(place.country?.text)
        literal(",\"countryName\":")
        nullable(place.country?.name)
        if let city = place.city {
            literal(",\"city\":")
            string(city)
        }
        if let asn = place.asn {
            literal(",\"asn\":\"")
            integer(asn)
            literal("\"")
        }
        if let organisation = place.organisation {
            literal(",\"asnOrg\":")
            string(organisation)
        }
        literal(",\"isTor\":")
        literal(place.isTor ? "true" : "false")
        literal(",\"isProxy\":")
        literal(place.isProxy ? "true}" : "false}")
    }

    private mutating func nullable(_ text: String?) {
        guard let text else { return literal("null") }
        string(text)
    }
}
