import Geolocation
import Hummingbird
import IPNetworks
import ThreatModel
import WebPages

/// The parameters of a request in AbuseIPDB's way: in the query, and in the body of a form.
struct AbuseIPDBParameters {
    /// Days that `maxAgeInDays` may name.
    static let days = 1...365
    private let query: FormFields
    private let form: FormFields?

    init(_ request: Request, form: FormFields? = nil) throws(RequestError) {
        do {
            query = try FormFields((request.uri.query ?? "").utf8)
        } catch {
            throw .badRequest("the query: \(error)")
        }
        self.form = form
    }

    /// What was sent; `nil` for nothing and for blanks alone. What is in the body counts before what is in the query.
    subscript(name: String) -> String? { form?[name] ?? query[name] }

    /// The same, and an empty text where the name stands alone.
    private func given(_ name: String) -> String? {
        self[name] ?? (query.has(name) || form?.has(name) == true ? "" : nil)
    }

    /// Whether a flag is set: by its name alone, as AbuseIPDB takes it, unless its value says no.
    func flag(_ name: String) -> Bool {
        guard let value = given(name) else { return false }
        return !["false", "0"].contains(value.lowercased())
    }

    /// The address that a request is about.
    func address(_ name: String) throws(RequestError) -> IPAddress {
        guard let text = self[name] else {
            throw .badRequest("'\(name)' is missing: an IPv4 or IPv6 address is needed")
        }
        guard let address = IPAddress(text) else {
            throw .badRequest("'\(name)' must be an IPv4 or IPv6 address, such as 8.8.8.8 or 2001:4860:4860::8888")
        }
        return address
    }

    func number(_ name: String, in range: ClosedRange<Int>) throws(RequestError) -> Int? {
        guard let text = given(name) else { return nil }
        return try ParameterValue.number(name, text, in: range)
    }

    /// The evidence that `maxAgeInDays` leaves; all of it where that is not given.
    func evidence() throws(RequestError) -> EvidenceFilter {
        EvidenceFilter(maximumAge: try number("maxAgeInDays", in: Self.days).map { $0 * 86_400 }, protocols: nil)
    }

    /// What `blacklist` asks for. `limit` is 10,000 unless another is given, as it is there.
    func blacklist(accept: String?) throws(RequestError) -> BlacklistParameters {
        var parameters = BlacklistParameters()
        for name in ["ipVersion", "onlyCountries", "exceptCountries"] {
            if let value = given(name) { try parameters.filter.take(name, value) }
        }
        if let minimum = try number("confidenceMinimum", in: 1...100) {
            parameters.filter.scoreMinimum = UInt8(minimum)
        }
        parameters.limit = try number("limit", in: 1...Int.max) ?? Self.defaultLimit
        let isPlain = flag("plaintext") || accept?.hasPrefix("text/plain") == true
        parameters.format = isPlain ? .plainText : .abuseIPDB
        parameters.key = self["key"]
        return parameters
    }

    static let defaultLimit = 10_000

    func network() throws(RequestError) -> IPPrefix {
        guard let text = self["network"] else {
            throw .badRequest("'network' is missing: a network in CIDR notation is needed, such as 45.10.0.0/24")
        }
        return try CheckBlockParameters.network(text)
    }
}
