import Testing

@testable import ThreatAPI

@Suite("What a collection may be asked for")
struct TAXIIParametersTests {
    static func parse(_ query: String) throws -> TAXIIParameters {
        try Array(query.utf8).withUnsafeBytes { try TAXIIParameters(QueryParameters($0)) }
    }

    @Test("Nothing special")
    func defaults() throws {
        let parameters = try Self.parse("")
        #expect(parameters == TAXIIParameters())
        #expect(parameters.limit == 500 && parameters.filter.list.scoreMinimum == 1)
        // What nobody knows is passed over, as everywhere.
        #expect(try Self.parse("page=3&_=1") == parameters)
    }

    @Test("Everything")
    func everything() throws {
        let id = STIXIdentifier(.indicator, random: 5)
        let parameters = try Self.parse(
            "limit=7&offset=9&added_after=1970-01-01T01:00:00.5+01:00&match%5Bid%5D=\(id.text),malware--x"
                + "&match[type]=indicator,malware&match[version]=1970-01-01T00:00:01.002Z&match[spec_version]=2.0,2.1"
                + "&scoreMinimum=40&match[ipVersion]=6&match[revoked]=true")
        #expect(parameters.limit == 7 && parameters.offset == 9)
        #expect(parameters.addedAfter == VersionTime(microseconds: 500_000))
        #expect(parameters.ids == [id] && parameters.types == [.indicator] && parameters.versions == [1002])
        #expect(parameters.takesSTIX21 && parameters.filter.tellsRevoked)
        #expect(parameters.filter.list.scoreMinimum == 40 && parameters.filter.list.family == .v6)
        #expect(try !Self.parse("match[spec_version]=2.0").takesSTIX21)
        #expect(try Self.parse("match[version]=first,1970-01-01T00:00:01Z").versions == nil)
        #expect(try Self.parse("match[offset]=3").offset == 3)
    }

    @Test(
        "Each refusal names its parameter",
        arguments: [
            ("limit=0", "'limit'"), ("limit=1001", "'limit'"), ("limit=-1", "'limit'"), ("limit=x", "'limit'"),
            ("limit=", "'limit'"), ("offset=-1", "'offset'"), ("offset=1e3", "'offset'"), ("next=", "'next'"),
            ("next=garbage", "'next'"), ("added_after=yesterday", "'added_after'"), ("added_after=", "'added_after'"),
            ("match[version]=", "'match[version]'"), ("match[version]=newest", "'match[version]'"),
            ("match[id]=", "'match[id]'"), ("match[type]=,", "'match[type]'"), ("match[spec_version]=", "'match[spec"),
            ("match[labels]=x", "'match[labels]'"), ("scoreMinimum=0", "'scoreMinimum'"),
            ("match[scoreMinimum]=101", "'match[scoreMinimum]'"), ("ipVersion=5", "'ipVersion'"),
            ("revoked=maybe", "'revoked'"),
            ("offset=1&next=\(PagePosition(time: .zero, address: nil).token)", "'offset'"),
            ("match[id]=\(String(repeating: "x,", count: 1001))", "'match[id]'"),
        ])
    func refusals(_ query: String, _ word: String) {
        #expect {
            try Self.parse(query)
        } throws: { error in
            guard let error = error as? RequestError else { return false }
            return error.status == 400 && error.sentence.contains(word)
        }
    }

    @Test("Whatever is sent, nothing traps", arguments: 0..<20 as Range<UInt64>)
    func mutated(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let query =
            "limit=5&added_after=2026-11-22T12:00:00.5+01:00&match[version]=first,2026-11-22T12:00:00Z"
            + "&match[id]=\(STIXIdentifier(.indicator, random: 5).text)&next=\(PagePositionTests.position(&generator).token)"
        for _ in 0..<200 {
            let bytes = Mutation.apply(to: Array(query.utf8), using: &generator)
            let outcome = Result { try bytes.withUnsafeBytes { try TAXIIParameters(QueryParameters($0)) } }
            if case .failure(let error) = outcome { #expect((error as? RequestError)?.status == 400) }
        }
    }
}
