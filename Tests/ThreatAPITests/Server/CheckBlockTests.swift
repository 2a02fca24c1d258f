import Foundation
import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("GET /v1/key/check-block")
    struct CheckBlockTests {
        static func decode(_ response: TestResponse) throws -> RangeAnswer {
            try JSONDecoder().decode(RangeAnswer.self, from: Data(response.body))
        }

        @Test("A network is told by its addresses")
        func network() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                for address in [
                    "45.66.1.0", "45.66.1.255", "45.66.2.1", "2a00:1:2:3::1", "2a00:1:2:3::2", "2a00:1:3::1",
                ] {
                    server.clock.advance(by: .seconds(60))
                    _ = try await server.report(address, key: key)
                }
                _ = try await server.report("45.66.1.7", category: "port_scan", key: key)

                let response = try await server.get("/v1/key/check-block?network=45.66.1.9/24", key: key)
                #expect(response.status == 200 && response["X-RateLimit-Remaining"] == "999")
                let json = try response.json()
                #expect(
                    json["networkAddress"] as? String == "45.66.1.0" && json["netmask"] as? String == "255.255.255.0")
                #expect(json["minAddress"] as? String == "45.66.1.0" && json["maxAddress"] as? String == "45.66.1.255")
                #expect(json["numPossibleHosts"] as? Int == 256)
                let answer = try Self.decode(response)
                #expect(answer.network?.description == "45.66.1.0/24" && answer.known == 3 && answer.listed == 2)
                #expect(answer.levels["medium"] == 3 || answer.levels.values.reduce(0, +) == 3)
                #expect(answer.listedShares.map(\.of) == [256] && answer.listedShares[0].listed == 2)
                let share = answer.listedShares[0]
                #expect(share.lower > 0 && share.lower < share.share && share.share < share.upper && share.upper < 0.03)
                #expect(answer.reportedAddress.map(\.ip.description) == ["45.66.1.7", "45.66.1.255", "45.66.1.0"])
                #expect(answer.reportedAddress[0].mostRecentReport == server.clock.now && !answer.truncated)

                let all = try Self.decode(
                    try await server.get("/v1/key/check-block?network=45.66.0.0/16&scoreMinimum=1&limit=1", key: key))
                #expect(all.known == 4 && all.listed == 4 && all.truncated && all.reportedAddress.count == 1)
                let v6 = try Self.decode(try await server.get("/v1/key/check-block?network=2a00:1:2::/48", key: key))
                #expect(v6.known == 2 && v6.listed == 2)
                #expect(v6.listedShares.map(\.unit) == ["/64"] && v6.listedShares[0].listed == 1)
                #expect(v6.listedShares[0].of == 65536)
                let one = try await server.get("/v1/key/check-block?network=45.66.2.1", key: key)
                #expect(try Self.decode(one).known == 1)
                let nobody = try Self.decode(try await server.get("/v1/key/check-block?network=46.0.0.0/16", key: key))
                #expect(nobody.known == 0 && nobody.reportedAddress.isEmpty && nobody.listedShares[0].lower == 0)
            }
        }

        @Test("HEAD is free, and is told what GET would be")
        func head() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let head = try await server.head("/v1/key/check-block?network=45.66.0.0/16", key: key)
                #expect(head.status == 200 && head["X-RateLimit-Remaining"] == "1000")
                let length = try await server.get("/v1/key/check-block?network=45.66.0.0/16", key: key).body.count
                #expect(head["Content-Length"] == String(length))
            }
        }

        @Test(
            "What is not understood is said, and costs nothing",
            arguments: [
                ("", 400, "'network' or 'asn' is needed"),
                ("?network=45.66.0.0/15", 400, "'network' may be as wide as /16 of IPv4 and /48 of IPv6"),
                ("?network=2a00::/47", 400, "'network' may be as wide as /16 of IPv4 and /48 of IPv6"),
                ("?network=x", 400, "'network' must be a network in CIDR notation"),
                ("?network=45.66.0.0/33", 400, "'network' must be a network in CIDR notation"),
                ("?network=1.1.1.0/24&asn=1", 400, "'network' and 'asn' cannot both be asked"),
                ("?asn=ASx", 400, "'asn' must be the number of an autonomous system"),
                ("?asn=4294967296", 400, "'asn' must be the number of an autonomous system"),
                ("?asn=AS64500", 404, "the server's databases know no network of AS64500"),
                ("?network=1.1.1.0/24&scoreMinimum=0", 400, "'scoreMinimum' must be a whole number from 1 to 100"),
                ("?network=1.1.1.0/24&limit=1001", 400, "'limit' must be a whole number from 0 to 1000"),
            ])
        func refused(_ query: String, _ status: Int, _ sentence: String) async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                let response = try await server.get("/v1/key/check-block\(query)", key: key)
                #expect(response.status == status && response.error.hasPrefix(sentence), "\(response.text)")
                #expect(try await server.get("/v1/key/status", key: key).text.contains(#""lookups":{"used":0,"#))
            }
        }
    }
}
