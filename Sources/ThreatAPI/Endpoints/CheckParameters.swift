/// What `check` may be asked for besides the address.
struct CheckParameters: Equatable {
    /// The part of the evidence that is asked about.
    private(set) var filter = EvidenceFilter()
    /// Whether the confidence is that of an address of no known benign network.
    private(set) var ignoresWhitelist = false
    /// Fields left out of the answer.
    private var excluded = CheckFieldSet()

    init() {}

    init(_ query: QueryParameters) throws(RequestError) {
        var parameters = Self()
        try query.forEach { (name, value) throws(RequestError) in
            switch name {
            case "verbose":
                if try !ParameterValue.flag(name, value) {
                    for field in CheckField.detail { parameters.excluded.insert(field) }
                }
            case "exclude": try parameters.exclude(value)
            case "maxAge": parameters.filter.maximumAge = try ParameterValue.age(name, value)
            case "protocols": parameters.filter.protocols = try ParameterValue.protocols(name, value)
            case "ignoreWhitelist": parameters.ignoresWhitelist = try ParameterValue.flag(name, value)
            default: break
            }
        }
        self = parameters
    }

    private mutating func exclude(_ list: String) throws(RequestError) {
        for word in try ParameterValue.list("exclude", list) {
            guard let field = CheckField(rawValue: String(word)) else {
                let accepted = CheckField.allCases.map(\.rawValue).joined(separator: ", ")
                throw .badRequest("'exclude' does not know '\(word)'; accepted: \(accepted)")
            }
            excluded.insert(field)
        }
    }

    func wants(_ field: CheckField) -> Bool { !excluded.contains(field) }
}
