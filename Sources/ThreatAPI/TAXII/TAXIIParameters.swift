/// What a collection's objects, or their manifest, may be asked for (TAXII 2.1 §3.4, §3.5).
///
/// Our own additions may also be written as `match[…]`, because that is how clients send a filter they do not know.
struct TAXIIParameters: Equatable {
    static let limitRange = 1...1000
    static let defaultLimit = 500
    /// Values in one comma list.
    static let maximumValues = 1000

    /// Objects in one answer.
    var limit = defaultLimit
    /// Where the page before ended.
    var next: PagePosition?
    /// Objects passed over, of those that everything else lets through.
    var offset: Int?
    /// Only what is newer.
    var addedAfter: VersionTime?
    /// `nil`: of any id.
    var ids: [STIXIdentifier]?
    /// `nil`: of any type.
    var types: Set<STIXIdentifier.Kind>?
    /// The dates of versions, in milliseconds; `nil`: the newest, which is also the oldest, because only it is kept.
    var versions: [UInt64]?
    /// Whether STIX 2.1, the only version there is, is among those asked for.
    var takesSTIX21 = true
    var filter = IndicatorFilter()

    init() {}

    init(_ query: QueryParameters) throws(RequestError) {
        var parameters = Self()
        try query.forEach { (name, value) throws(RequestError) in
            switch name {
            case "limit": parameters.limit = try ParameterValue.number(name, value, in: Self.limitRange)
            case "next":
                guard let next = PagePosition(token: value) else {
                    throw .badRequest("'next' must be what the page before gave as its 'next', unchanged")
                }
                parameters.next = next
            case "offset", "match[offset]": parameters.offset = try ParameterValue.number(name, value, in: 0...Int.max)
            case "added_after": parameters.addedAfter = try Self.time(name, value)
            case "match[id]": parameters.ids = try Self.list(name, value).compactMap { STIXIdentifier($0) }
            case "match[type]":
                parameters.types = Set(try Self.list(name, value).compactMap { STIXIdentifier.Kind(rawValue: $0) })
            case "match[version]": parameters.versions = try Self.versions(name, value)
            case "match[spec_version]": parameters.takesSTIX21 = try Self.list(name, value).contains("2.1")
            case "scoreMinimum", "match[scoreMinimum]":
                parameters.filter.list.scoreMinimum = UInt8(try ParameterValue.number(name, value, in: 1...100))
            case "ipVersion", "match[ipVersion]":
                guard let family = FamilyFilter.allCases.first(where: { $0.name == value }) else {
                    throw .badRequest("'\(name)' must be 4, 6 or mixed")
                }
                parameters.filter.list.family = family
            case "revoked", "match[revoked]": parameters.filter.tellsRevoked = try ParameterValue.flag(name, value)
            default:
                // A filter that is not applied would answer another question than the one that was asked.
                guard !name.hasPrefix("match[") else {
                    throw .badRequest(
                        "'\(name)' is not supported; match takes id, type, version, spec_version, scoreMinimum, "
                            + "ipVersion, revoked and offset")
                }
            }
        }
        guard parameters.next == nil || parameters.offset == nil else {
            throw .badRequest("'next' and 'offset' cannot be used together")
        }
        self = parameters
    }

    private static func list(_ name: String, _ value: String) throws(RequestError) -> [String] {
        let values = value.split(separator: ",", omittingEmptySubsequences: true).map { String($0) }
        guard (1...maximumValues).contains(values.count) else {
            throw .badRequest("'\(name)' must be a list of 1 to \(maximumValues) values with commas between them")
        }
        return values
    }

    private static func time(_ name: String, _ value: some StringProtocol) throws(RequestError) -> VersionTime {
        guard let time = VersionTime(rfc3339: value) else {
            throw .badRequest("'\(name)' must be a date and time of RFC 3339, such as 2026-11-22T09:05:03.120456Z")
        }
        return time
    }

    private static func versions(_ name: String, _ value: String) throws(RequestError) -> [UInt64]? {
        var versions: [UInt64] = []
        var isAny = false
        for word in try list(name, value) {
            if ["first", "last", "all"].contains(word) {
                isAny = true
            } else if let time = VersionTime(rfc3339: word) {
                versions.append(time.milliseconds)
            } else {
                throw .badRequest("'\(name)' takes first, last, all and dates of RFC 3339")
            }
        }
        return isAny ? nil : versions
    }
}
