import Foundation
import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

/// The paths below `/taxii2/`, asked as clients do.
@Suite("TAXII 2.1")
struct TAXIIRouteTests {
    static let objects = "/taxii2/collections/sikker-threat-intel/objects/"

    static func objects(_ answer: TestResponse) throws -> [[String: Any]] {
        try answer.json()["objects"] as? [[String: Any]] ?? []
    }

    static func addresses(_ answer: TestResponse) throws -> [String] {
        try objects(answer).compactMap { $0["type"] as? String == "indicator" ? $0["name"] as? String : nil }
    }

    @Test("Discovery and collections are public, with and without the last slash")
    func descriptions() async throws {
        try await TestServer.run(configure: { $0.publicBaseURL = "https://sikker.test/" }) { server in
            for slash in ["", "/"] {
                let discovery = try await server.get("/taxii2" + slash)
                #expect(discovery.status == 200)
                #expect(discovery["Content-Type"] == "application/taxii+json;version=2.1")
                let root = try discovery.json()
                #expect(root["api_roots"] as? [String] == ["https://sikker.test/taxii2/"])
                #expect(root["default"] as? String == "https://sikker.test/taxii2/")
                #expect(root["versions"] as? [String] == ["application/taxii+json;version=2.1"])
                #expect(root["max_content_length"] as? Int != nil && root["title"] as? String != nil)
                let list = try await server.get("/taxii2/collections" + slash).json()["collections"] as? [[String: Any]]
                let collection = try #require(list?.first)
                #expect(collection["id"] as? String == TAXIICollection.id)
                #expect(collection["alias"] as? String == "sikker-threat-intel")
                #expect(collection["can_read"] as? Bool == true && collection["can_write"] as? Bool == false)
                // Asked for by one of its names, it answers to that: clients compare.
                for name in [TAXIICollection.id, "sikker-threat-intel"] {
                    let answer = try await server.get("/taxii2/collections/\(name)\(slash)")
                    #expect(try answer.status == 200 && answer.json()["id"] as? String == name)
                }
            }
            let head = try await server.head("/taxii2/")
            #expect(head.status == 200 && head.body.isEmpty)
        }
    }

    @Test("Refusals are told as TAXII does, and as we do")
    func refusals() async throws {
        try await TestServer.run { server in
            let key = try await server.key()
            let cases: [(path: String, key: String?, status: Int, word: String)] = [
                ("/taxii2/nothing/", nil, 404, "path"), ("/taxii2/collections/other/", nil, 404, "collection"),
                ("/taxii2/collections/other/objects/", key, 404, "collection"),
                (Self.objects, nil, 401, "key"), (Self.objects, "sk_free_x", 401, "key"),
                (Self.objects + "?limit=0", key, 400, "'limit'"), (Self.objects + "?next=x", key, 400, "'next'"),
                (Self.objects + "?added_after=x", key, 400, "'added_after'"),
                (Self.objects + "203.0.113.9/", key, 404, "object"), (Self.objects + "x/", key, 404, "object"),
                (Self.objects + "203.0.113.9/versions/", key, 404, "object"),
                (Self.objects + "indicator--00000000-0000-4000-8000-000000000000/", key, 404, "object"),
            ]
            for (path, key, status, word) in cases {
                let answer = try await server.get(path, key: key)
                let json = try answer.json()
                #expect(answer.status == status, "\(path)")
                #expect(answer["Content-Type"] == "application/taxii+json;version=2.1")
                #expect(json["http_status"] as? String == "\(status)")
                #expect((json["title"] as? String)?.isEmpty == false)
                #expect(json["description"] as? String == answer.error && answer.error.contains(word), "\(answer.text)")
            }
            let html = try await server.get("/taxii2/", headers: [("Accept", "text/html")])
            #expect(html.status == 406 && html.error.contains("application/taxii+json;version=2.1"))
            let post = try await server.post(Self.objects, key: key, json: "{}")
            #expect(post.status == 405 && post["Allow"] == "GET, HEAD")
            let quotaKey = try await Self.quotaKey(key, server)
            let figures = try await server.core().quota.figures(of: quotaKey, limit: 1000)
            #expect(figures.used == 0)
        }
    }

    static func quotaKey(_ key: String, _ server: TestServer) async throws -> QuotaKey {
        let identity = try #require(
            try Array(key.utf8).withUnsafeBytes { try server.core().identities.current.identity(secret: $0) })
        return identity.quotaKey(.taxii)
    }

    @Test("An indicator says what is known of its address")
    func indicator() async throws {
        try await TestServer.run { server in
            let key = try await server.key()
            let visit = try TestVisit.dropper("45.66.1.2")
            #expect(try await server.send(visit.events, token: try await server.sensorToken()).status == 200)
            #expect(try await server.report("2a00::7", key: try await server.key(tier: "operator")).status == 200)
            let answer = try await server.get(Self.objects, key: key)
            let objects = try Self.objects(answer)
            #expect(objects.map { $0["type"] as? String } == ["identity", "indicator", "indicator"])
            #expect(try answer.json()["more"] as? Bool == false && answer.json()["next"] == nil)
            let (identity, seen, reported) = (objects[0], objects[1], objects[2])
            #expect(identity["identity_class"] as? String == "system")
            #expect(seen["created_by_ref"] as? String == identity["id"] as? String)
            #expect(seen["pattern"] as? String == "[ipv4-addr:value = '45.66.1.2']")
            #expect(reported["pattern"] as? String == "[ipv6-addr:value = '2a00::7']")
            #expect(seen["created"] as? String == ManualClock.start.rfc3339)
            #expect(seen["valid_from"] as? String == ManualClock.start.rfc3339)
            #expect(seen["valid_until"] as? String == ManualClock.start.advanced(by: .seconds(30 * 86_400)).rfc3339)
            #expect(seen["revoked"] == nil)
            let check = try await server.get("/v1/key/check/45.66.1.2", key: key).json()
            #expect(seen["confidence"] as? Int == check["confidenceLevel"] as? Int)
            let names = (check["behaviors"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
            #expect(names?.isEmpty == false && seen["labels"] as? [String] == names)
            let attack = (check["behaviors"] as? [[String: Any]])?.flatMap { $0["attack"] as? [String] ?? [] }
            let references = seen["external_references"] as? [[String: String]] ?? []
            #expect(Set(references.compactMap { $0["external_id"] }) == Set(attack ?? []))
            #expect(
                references.count == Set(attack ?? []).count
                    && references.allSatisfy { $0["source_name"] == "mitre-attack" })
            let phases = seen["kill_chain_phases"] as? [[String: String]] ?? []
            #expect(phases.contains { $0["phase_name"] == "execution" } && phases.count == Set(phases).count)
            #expect(seen["description"] as? String == "1 session with 5 events on telnet.")
            #expect(reported["labels"] == nil && reported["kill_chain_phases"] == nil)
            #expect(reported["description"] as? String == "Reported 1 time for brute_force.")

            // By id, by address, its versions, its place in the manifest: all the same object.
            let id = try #require(seen["id"] as? String)
            for name in [id, "45.66.1.2", "%34%35.66.1.2"] {
                let answer = try await server.get(Self.objects + name + "/", key: key)
                #expect(try Self.objects(answer).map { $0["id"] as? String } == [id])
                #expect(answer["X-TAXII-Date-Added-First"] == answer["X-TAXII-Date-Added-Last"])
            }
            #expect(try Self.addresses(try await server.get(Self.objects + "2a00::7", key: key)) == ["2a00::7"])
            let modified = try #require(seen["modified"] as? String)
            let versions = try await server.get(Self.objects + id + "/versions/", key: key)
            #expect(try versions.json()["versions"] as? [String] == [modified])
            let manifest = try await server.get("/taxii2/collections/\(TAXIICollection.id)/manifest/", key: key)
            let entries = try Self.objects(manifest)
            #expect(entries.map { $0["id"] as? String } == objects.map { $0["id"] as? String })
            #expect(entries.map { $0["version"] as? String } == objects.map { $0["modified"] as? String })
            #expect(entries.map { $0["date_added"] as? String }.last == manifest["X-TAXII-Date-Added-Last"])
            #expect(entries.allSatisfy { $0["media_type"] as? String == "application/stix+json;version=2.1" })

            // Filters.
            func found(_ query: String) async throws -> [String] {
                try Self.objects(try await server.get(Self.objects + query, key: key))
                    .compactMap { $0["name"] as? String }
            }
            #expect(try await found("?match[type]=identity") == ["Sikker"])
            #expect(try await found("?match[type]=indicator&ipVersion=6") == ["2a00::7"])
            #expect(try await found("?match[id]=\(id),identity--x") == ["45.66.1.2"])
            #expect(try await found("?match[version]=\(modified)") == ["45.66.1.2"])
            #expect(try await found("?match[version]=last&match[spec_version]=2.0").isEmpty)
            #expect(try await found("?added_after=\(answer["X-TAXII-Date-Added-Last"] ?? "")").isEmpty)
            #expect(try await found("?added_after=\(answer["X-TAXII-Date-Added-First"] ?? "")").count == 2)
            #expect(try await found("?offset=1&limit=1") == ["45.66.1.2"])
            #expect(
                try await server.get(Self.objects + id + "/?match[version]=1999-01-01T00:00:00Z", key: key).status
                    == 200)
        }
    }

    @Test(
        "One unit an indicator; the identity, HEAD, the manifest and refusals cost nothing; the rest waits behind next")
    func quota() async throws {
        try await TestServer.run(configure: { configuration in
            configuration.tiers = configuration.tiers.map { tier in
                var tier = tier
                if tier.id == "free" { tier.taxii = 7 }
                return tier
            }
        }) { server in
            let reporter = try await server.key(tier: "operator")
            for number in 1...10 { #expect(try await server.report("45.66.1.\(number)", key: reporter).status == 200) }
            let key = try await server.key()
            let head = try await server.head(Self.objects, key: key)
            #expect(head.status == 200 && head["X-TAXII-Remaining"] == "7" && head.body.isEmpty)
            _ = try await server.get("/taxii2/collections/sikker-threat-intel/manifest", key: key)
            let first = try await server.get(Self.objects + "?limit=6", key: key)
            #expect(try Self.addresses(first).count == 5)
            #expect(first["X-TAXII-Limit"] == "7" && first["X-TAXII-Remaining"] == "2" && first["X-Daily-Used"] == "5")
            let next = try #require(try first.json()["next"] as? String)
            // Two units are left of the five that the page would take.
            let second = try await server.get(Self.objects + "?limit=6&next=\(next)", key: key)
            #expect(try Self.addresses(second) == ["45.66.1.6", "45.66.1.7"])
            #expect(try second.json()["more"] as? Bool == true && second["X-TAXII-Remaining"] == "0")
            let rest = try #require(try second.json()["next"] as? String)
            let third = try await server.get(Self.objects + "?next=\(rest)", key: key)
            #expect(third.status == 429 && third["Retry-After"] != nil && third["X-TAXII-Remaining"] == "0")
            #expect(third.error.contains("7 indicators"))
            // What needs no unit is still answered.
            let last = try await server.get(Self.objects + "?added_after=2100-01-01T00:00:00Z", key: key)
            #expect(try last.status == 200 && Self.objects(last).isEmpty && last["X-TAXII-Date-Added-First"] == nil)
            #expect(try await server.get(Self.objects + "?match[type]=identity", key: key).status == 200)
            #expect(try await server.head(Self.objects, key: key).status == 200)
            // Tomorrow it goes on where it was.
            server.clock.advance(by: .seconds(86_400))
            let fourth = try await server.get(Self.objects + "?next=\(rest)", key: key)
            #expect(try Self.addresses(fourth) == ["45.66.1.8", "45.66.1.9", "45.66.1.10"])
            #expect(try fourth.json()["more"] as? Bool == false)
        }
    }

    @Test("A key may come as a password; a page may come packed")
    func manners() async throws {
        try await TestServer.run { server in
            let reporter = try await server.key(tier: "operator")
            for number in 1...20 { #expect(try await server.report("45.66.1.\(number)", key: reporter).status == 200) }
            let basic = Data("taxii:\(try await server.key())".utf8).base64EncodedString()
            let plain = try await server.get(Self.objects, headers: [("Authorization", "Basic \(basic)")])
            #expect(try plain.status == 200 && Self.addresses(plain).count == 20 && plain["Content-Encoding"] == nil)
            let packed = try await server.get(
                Self.objects, headers: [("Authorization", "Basic \(basic)"), ("Accept-Encoding", "gzip")])
            #expect(packed["Content-Encoding"] == "gzip" && packed["Vary"] == "Accept-Encoding")
            #expect(try Gunzip.unpack(packed.body) == plain.body)
            #expect(packed.body.count < plain.body.count / 3)
        }
    }

    @Test("What a list held and holds no longer is told as revoked to whoever asks, and never otherwise")
    func revoked() async throws {
        try await TestServer.run(configure: { $0.ownNetworks = [] }) { server in
            let key = try await server.key(tier: "operator")
            #expect(try await server.report("45.66.1.2", key: key).status == 200)
            let before = try await server.get(Self.objects, key: key)
            let id = try Self.objects(before).last?["id"] as? String
            let address = try #require(IPAddress("45.66.1.2"))
            func confidence() throws -> UInt8? {
                try server.core().live.current.withRecord(of: address) { $0.confidence }
            }
            // A high bar stands for the score having come to nothing: what is below it is not held.
            let bar = try #require(try confidence())
            for _ in 0..<25 where try confidence() == bar || (try confidence() ?? 0) / 10 == bar / 10 {
                try await ServerTests.AgeingTests.age(server, by: 1)
            }
            let query = "?scoreMinimum=\(bar)&match[type]=indicator"
            #expect(try Self.objects(try await server.get(Self.objects + query, key: key)).isEmpty)
            let since = before["X-TAXII-Date-Added-Last"] ?? ""
            let told = try await server.get(Self.objects + query + "&revoked=true&added_after=\(since)", key: key)
            let object = try #require(try Self.objects(told).first)
            #expect(object["revoked"] as? Bool == true && object["id"] as? String == id)
        }
    }
}
