extension TAXIICollection {
    static let maximumContentLength = 104_857_600

    /// Discovery (TAXII 2.1 §4.1) and API root (§4.2) in one, because both stand at the same path.
    var discovery: [UInt8] {
        var json = JSONWriter(capacity: 512)
        let root = baseURL + "/taxii2/"
        json.literal(#"{"title":"Sikker","description":"Addresses that attack, as STIX 2.1 indicators","default":"#)
        json.string(root)
        json.literal(#","api_roots":["#)
        json.string(root)
        json.literal(#"],"versions":["application/taxii+json;version=2.1"],"max_content_length":"#)
        json.integer(Self.maximumContentLength)
        json.literal("}\n")
        return json.bytes
    }

    /// Collections (TAXII 2.1 §5.1).
    var collections: [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.literal("{\"collections\":[")
        Self.write(id: Self.id, to: &json)
        json.literal("]}\n")
        return json.bytes
    }

    /// A collection (TAXII 2.1 §5.2), by its id or alias; `nil` when there is none of that name.
    ///
    /// Its `id` is the name that it was asked for by, because clients compare the two.
    func collection(_ name: some StringProtocol) -> [UInt8]? {
        guard Self.isNamed(name) else { return nil }
        var json = JSONWriter(capacity: 512)
        Self.write(id: name == Self.alias ? Self.alias : Self.id, to: &json)
        json.literal("\n")
        return json.bytes
    }

    /// UUIDs may be written in either case (RFC 9562 §4).
    static func isNamed(_ name: some StringProtocol) -> Bool { name == alias || name.lowercased() == id }

    private static func write(id: String, to json: inout JSONWriter) {
        json.literal(#"{"id":"#)
        json.string(id)
        json.literal(#","title":"Sikker threat intelligence","description":"#)
        json.string(
            "An indicator for every address that was seen attacking sensors or was reported, oldest change first")
        json.literal(#","alias":"#)
        json.string(alias)
        json.literal(#","can_read":true,"can_write":false,"#)
        json.literal(#""media_types":["application/stix+json;version=2.1"]}"#)
    }
}
