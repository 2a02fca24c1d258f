import Geolocation
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("What lists may be asked for")
struct BlacklistParametersTests {
    static func parameters(_ query: String) throws -> BlacklistParameters {
        try Array(query.utf8).withUnsafeBytes { try BlacklistParameters(QueryParameters($0)) }
    }

    @Test(
        "However a filter is spelt, it is one filter",
        arguments: [
            ["protocols=ssh,http", "protocols=HTTP,ssh,ssh", "protocols=http%2Cssh"],
            ["minSeverity=very_high", "minSeverity=critical"], ["minSeverity=info", "", "ignoreWhitelist=false"],
            ["onlyCountries=DE,US", "onlyCountries=us,de", "onlyCountries=Us,dE,us"],
            ["exceptAsn=64500,64501", "exceptAsn=AS64501,as64500"], ["ipVersion=mixed", "scoreMinimum=50"],
            ["onlyAsn=AS1&exceptCountries=cn", "exceptCountries=CN&onlyAsn=1"],
        ])
    func spellings(_ queries: [String]) throws {
        let filters = try queries.map { try Self.parameters($0).textKey }
        #expect(Set(filters).count == 1)
    }

    @Test("Filters differ in what they ask for")
    func differences() throws {
        let queries = [
            "", "protocols=ssh", "minSeverity=low", "ignoreWhitelist=true", "onlyCountries=DE", "exceptCountries=DE",
            "onlyAsn=1", "exceptAsn=1", "ipVersion=4", "scoreMinimum=51", "format=nft", "format=nft&aggregate=true",
            "plaintext=true",
        ]
        #expect(Set(try queries.map { try Self.parameters($0).textKey }).count == queries.count)
        #expect(try Self.parameters("plaintext=true&format=plaintext").format == .plainText)
        #expect(try Self.parameters("plaintext=false").format == .json)
    }

    @Test(
        "What is not understood is said",
        arguments: [
            (
                "protocols=ssh,gopher",
                "'protocols' does not know 'gopher'; accepted: \(AttackProtocol.acceptedNames)"
            ),
            ("protocols=", "'protocols' must list values with commas between them, and none of them empty"),
            ("protocols=ssh,,http", "'protocols' must list values with commas between them, and none of them empty"),
            ("minSeverity=bad", "'minSeverity' must be one of info, low, medium, high, very_high, critical"),
            ("ignoreWhitelist=maybe", "'ignoreWhitelist' must be true or false"),
            (
                "onlyCountries=DE,XX",
                "'onlyCountries' takes country codes of two letters (ISO 3166-1), such as DE,US; 'XX' is none"
            ),
            (
                "exceptCountries=Germany",
                "'exceptCountries' takes country codes of two letters (ISO 3166-1), such as DE,US; 'Germany' is none"
            ),
            (
                "onlyAsn=AS0",
                "'onlyAsn' takes numbers of autonomous systems, such as AS64500,64501; 'AS0' is none"
            ),
            (
                "exceptAsn=4294967296",
                "'exceptAsn' takes numbers of autonomous systems, such as AS64500,64501; '4294967296' is none"
            ),
            ("onlyAsn=" + (1...257).map(String.init).joined(separator: ","), "'onlyAsn' takes at most 256 values"),
            ("format=csv", "'format' must be one of \(ListFormatRegistry.acceptedNames)"),
            (
                "aggregate=true",
                "'aggregate=true' goes with a format of networks: \(ListFormatRegistry.networkNames)"
            ),
            (
                "plaintext=true&format=json",
                "'plaintext=true' and 'format=json' contradict each other; send one"
            ),
            ("ipVersion=5", "'ipVersion' must be 4, 6 or mixed"),
        ])
    func refused(_ query: String, _ sentence: String) {
        #expect(throws: RequestError.badRequest(sentence)) { try Self.parameters(query) }
    }
}
