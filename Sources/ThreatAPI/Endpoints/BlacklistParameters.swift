import Geolocation
import ThreatModel

/// What a blacklist, its stream or its changes may be asked for.
struct BlacklistParameters: Equatable {
    /// Names or numbers that one parameter may list.
    static let mostInList = 256

    var filter = ListFilter()
    /// The most addresses wanted; `nil`: as many as the quota allows.
    var limit: Int?
    var format = RegisteredFormat.json
    var isAggregated = false
    /// The key, for clients that can send nothing but an address.
    var key: String?
    /// Of the stream and the changes: where in the feed to go on.
    var since: String?
    /// The parameters given that say how a list is to be written or cut, for those who write none.
    private(set) var writing: [String] = []

    init() {}

    init(_ query: QueryParameters) throws(RequestError) {
        var parameters = Self()
        var plainText: Bool?
        var format: RegisteredFormat?
        try query.forEach { (name, value) throws(RequestError) in
            switch name {
            case "limit": parameters.limit = try ParameterValue.number(name, value, in: 1...Int.max)
            case "plaintext": plainText = try ParameterValue.flag(name, value)
            case "format":
                guard let named = RegisteredFormat(named: value) else {
                    throw .badRequest("'format' must be one of \(ListFormatRegistry.acceptedNames)")
                }
                format = named
            case "aggregate": parameters.isAggregated = try ParameterValue.flag(name, value)
            case "key": parameters.key = value
            case "since": parameters.since = value
            default: try parameters.filter.take(name, value)
            }
            if ["limit", "plaintext", "format", "aggregate"].contains(name) { parameters.writing.append(name) }
        }
        try parameters.choose(format, plainText: plainText)
        self = parameters
    }

    private mutating func choose(_ format: RegisteredFormat?, plainText: Bool?) throws(RequestError) {
        if let plainText, let format, plainText != (format == .plainText) {
            throw .badRequest(
                "'plaintext=\(plainText)' and 'format=\(format.format.name)' contradict each other; send one")
        }
        self.format = format ?? (plainText == true ? .plainText : .json)
        guard !isAggregated || self.format.format.takesNetworks else {
            throw .badRequest(
                "'aggregate=true' goes with a format of networks: \(ListFormatRegistry.networkNames)")
        }
    }

    var textKey: TextKey { TextKey(filter: filter, format: format, isAggregated: isAggregated) }
}

extension ListFilter {
    /// Takes one parameter of a query; those that are no filter's are left alone.
    mutating func take(_ name: String, _ value: String) throws(RequestError) {
        switch name {
        case "scoreMinimum": scoreMinimum = UInt8(try ParameterValue.number(name, value, in: 1...100))
        case "ipVersion":
            guard let family = FamilyFilter.allCases.first(where: { $0.name == value }) else {
                throw .badRequest("'ipVersion' must be 4, 6 or mixed")
            }
            self.family = family
        case "protocols":
            protocols = try ParameterValue.protocols(name, value)
        case "minSeverity":
            // What other products call the gravest.
            guard let severity = value == "critical" ? .veryHigh : Severity(name: value) else {
                throw .badRequest("'minSeverity' must be one of \(Severity.acceptedNames), critical")
            }
            minSeverity = severity
        case "ignoreWhitelist": ignoresWhitelist = try ParameterValue.flag(name, value)
        case "onlyCountries": places.onlyCountries = try Self.countries(name, value)
        case "exceptCountries": places.exceptCountries = try Self.countries(name, value)
        case "onlyAsn": places.onlyASNs = try Self.numbers(name, value)
        case "exceptAsn": places.exceptASNs = try Self.numbers(name, value)
        default: break
        }
    }

    private static func countries(_ name: String, _ value: String) throws(RequestError) -> [CountryCode] {
        var countries: Set<CountryCode> = []
        for word in try ParameterValue.list(name, value) {
            guard let country = CountryCode(word), country.name != nil else {
                throw .badRequest(
                    "'\(name)' takes country codes of two letters (ISO 3166-1), such as DE,US; '\(word)' is none")
            }
            countries.insert(country)
        }
        return countries.sorted()
    }

    private static func numbers(_ name: String, _ value: String) throws(RequestError) -> [UInt32] {
        var numbers: Set<UInt32> = []
        for word in try ParameterValue.list(name, value) {
            let digits = word.lowercased().hasPrefix("as") ? word.dropFirst(2) : word
            guard let number = ASCIIText.number(digits.utf8).flatMap({ UInt32(exactly: $0) }), number > 0 else {
                throw .badRequest(
                    "'\(name)' takes numbers of autonomous systems, such as AS64500,64501; '\(word)' is none")
            }
            numbers.insert(number)
        }
        return numbers.sorted()
    }
}
