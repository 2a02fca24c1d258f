/// What a blacklist or its stream may be asked for.
struct BlacklistParameters: Equatable {
    var filter = ListFilter()
    /// The most addresses wanted; `nil`: as many as the quota allows.
    var limit: Int?
    var isPlainText = false
    /// The key, for clients that can send nothing but an address.
    var key: String?
    /// Of the stream: where in the feed it is to go on.
    var since: String?

    init() {}

    init(_ query: QueryParameters) throws(RequestError) {
        var parameters = Self()
        try query.forEach { (name, value) throws(RequestError) in
            switch name {
            case "scoreMinimum":
                parameters.filter.scoreMinimum = UInt8(try ParameterValue.number(name, value, in: 1...100))
            case "limit": parameters.limit = try ParameterValue.number(name, value, in: 1...Int.max)
            case "plaintext": parameters.isPlainText = try ParameterValue.flag(name, value)
            case "format":
                switch value {
                case "json": parameters.isPlainText = false
                case "plaintext": parameters.isPlainText = true
                case "ndjson", "nginx", "ipset", "nft", "rpz": throw .notOffered("format=\(value)")
                default: throw .badRequest("'format' must be json or plaintext")
                }
            case "ipVersion":
                guard let family = FamilyFilter.allCases.first(where: { $0.name == value }) else {
                    throw .badRequest("'ipVersion' must be 4, 6 or mixed")
                }
                parameters.filter.family = family
            case "key": parameters.key = value
            case "since": parameters.since = value
            case "onlyCountries", "exceptCountries", "onlyAsn", "exceptAsn", "protocols", "minSeverity",
                "ignoreWhitelist", "aggregate":
                throw .notOffered(name)
            default: break
            }
        }
        self = parameters
    }
}
