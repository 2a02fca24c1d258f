import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("What bouncers ask for")
struct DecisionQueryTests {
    static func query(_ text: String) throws -> DecisionQuery {
        try Array(text.utf8).withUnsafeBytes { (bytes) throws(RequestError) in
            try DecisionQuery(QueryParameters(bytes))
        }
    }

    static let address = IPAddress("45.66.1.2")

    @Test("What ours are not is nothing, and is no error")
    func subjects() throws {
        let address = try #require(Self.address)
        let network = try #require(IPPrefix("45.66.0.0/16"))
        for (text, subject) in [
            ("", .all), ("startup=true&scopes=ip%2Crange", .all), ("scopes=Range", .nothing), ("scope=Ip", .all),
            ("type=ban", .all), ("type=captcha", .nothing), ("origins=sikker,cscli", .all), ("origins=CAPI", .nothing),
            ("ip=45.66.1.2", .address(address)), ("value=45.66.1.2", .address(address)), ("value=DE", .nothing),
            ("ip=45.66.1.2&value=45.66.1.2", .address(address)), ("ip=45.66.1.2&value=45.66.1.3", .nothing),
            ("range=45.66.0.0/16", .nothing), ("range=45.66.0.0/16&contains=false", .network(network)),
            ("range=45.66.1.2/32", .address(address)), ("range=45.66.1.2", .address(address)),
            ("ip=45.66.1.2&type=captcha", .nothing), ("community_pull=false&additional_pull=false&dedup=true", .all),
        ] as [(String, DecisionQuery.Subject)] {
            #expect(try Self.query(text).subject == subject, "\(text)")
        }
        #expect(try Self.query("startup=true").isStartup)
        #expect(try Self.query("startup=false").isStartup == false)
    }

    @Test("Scenarios choose protocols")
    func scenarios() throws {
        let ssh = AttackProtocolSet(.ssh)
        #expect(try Self.query("scenarios_containing=ssh").filter.protocols == ssh)
        #expect(try Self.query("scenarios_containing=sikker").filter.protocols == [])
        let others = try Self.query("scenarios_not_containing=ssh,sql").filter.protocols
        #expect(!others.contains(.ssh) && !others.contains(.mysql) && others.contains(.http))
        let both = try Self.query("scenarios_containing=sql&scenarios_not_containing=my").filter.protocols
        #expect(both == AttackProtocolSet(.postgresql).union(AttackProtocolSet(.mssql)))
        #expect(try Self.query("scenarios_containing=wordpress").subject == .nothing)
        #expect(Decision.scenario(of: ssh.union(AttackProtocolSet(.http)), wanted: AttackProtocolSet(.http)) == .http)
        #expect(Decision.scenario(of: [], wanted: []) == nil)
    }

    @Test(
        "What is wrong is told",
        arguments: [
            "startup=perhaps", "ip=45.66.1", "ip=", "range=45.66.0.0/33", "range=45.0.0.0/8&contains=false",
            "contains=2", "limit=0", "scopes=", "origins=a,,b", "scoreMinimum=0", "startup=true&startup=true",
        ])
    func refused(_ text: String) {
        #expect(throws: RequestError.self) { try Self.query(text) }
    }

    @Test("Numbers of decisions differ, and fit any reader of JSON")
    func ids() throws {
        var generator = SeededGenerator(seed: 1)
        let entries = ListFixture.entries(5000, &generator)
        let ids = Set(entries.map { Decision.id(of: $0.address) })
        #expect(ids.count == entries.count && ids.allSatisfy { $0 < 1 << 53 })
        #expect(Decision.id(of: try #require(Self.address)) == 759_300_354)
    }
}
