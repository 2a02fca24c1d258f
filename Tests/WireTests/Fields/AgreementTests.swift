import TestWire
import Testing

/// One address, asked about in every way there is: the answers agree, each in its own types.
@Suite("Every answer says the same", .wireServer())
struct AgreementTests {
    @Test("Confidence, times and counts are the same everywhere, in the types that clients expect")
    func agreement() async throws {
        let server = try WireServer.current
        let world = try await WireWorld.prepare(server)
        let (key, ip) = (world.credentials.key, WireWorld.known)
        let check = try await server.get("/v1/key/check/\(ip)", key: key).json
        let confidence = try #require(check["confidenceLevel"])
        #expect((50...100).contains(confidence.int ?? 0))
        #expect(check["found"] == true && check["geolocation"] != nil)
        // Each of the tests here has prepared the world, with two reports.
        let contributor = try #require(check["contributor"])
        let reports = try #require(contributor["reportCount"]?.int)
        #expect([2, 4].contains(reports) && contributor["reportedByYou"]?.int == reports)
        #expect(contributor["distinctReporters"] == 1)
        #expect(contributor["categories"]?.elements?.map { $0["id"] } == [1, 10])
        #expect(contributor["protocols"] == ["ssh", "telnet"])
        #expect(check["totalSessions"] == 1 && check["totalEvents"] == 5)

        let list = try await server.get("/v1/key/blacklist", key: key).json
        let entry = try #require(list["data"]?.elements?.first { $0["ip"]?.string == ip })
        #expect(entry["confidenceLevel"] == confidence)
        // Text in one, milliseconds in the other, of the same moment.
        let milliseconds = try #require(entry["lastSeen"]?.int)
        let text = try #require(check["lastSeen"]?.string)
        #expect(text.hasSuffix("Z") && milliseconds > 1_700_000_000_000)
        #expect(text.contains(":\(Self.seconds(milliseconds))"))
        #expect(entry["sessions"] == 1 && entry["protocols"] == ["ssh", "telnet"])
        #expect(
            list["meta"]?["limit"]?.int != nil
                && list["meta"]?["count"]?.int == list["data"]?.elements?.count)

        let bulk = try await server.post("/v1/key/bulk-check-inline", key: key, type: "text/plain", ip)
            .json["results"]?[0]
        #expect(bulk?["confidenceLevel"] == confidence && bulk?["lastSeen"]?.int == milliseconds)
        let explained = try await server.get("/v1/key/explain/\(ip)", key: key).json
        #expect(explained["confidenceLevel"] == confidence && explained["lastSeen"]?.string == text)
        let network = try await server.get("/v1/key/check-block?network=\(ip)/32", key: key).json
        #expect(
            network["listed"] == 1 && network["reportedAddress"]?[0]?["confidenceLevel"] == confidence)
        let objects = "/taxii2/collections/sikker-threat-intel/objects/\(ip)/"
        let indicator = try await server.get(objects, key: key).json["objects"]?.elements?
            .first { $0["type"] == "indicator" }
        #expect(indicator?["confidence"] == confidence)
        #expect(indicator?["pattern"]?.string == "[ipv4-addr:value = '\(ip)']")
        let plain = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
        #expect(plain.lines.contains { $0 == ip } && plain.text.hasSuffix("\n"))
    }

    /// As two digits.
    private static func seconds(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1000 % 60
        return seconds < 10 ? "0\(seconds)" : "\(seconds)"
    }

    @Test("Fields that are left out are left out, and those that are unknown are null")
    func absence() async throws {
        let server = try WireServer.current
        let world = try await WireWorld.prepare(server)
        let key = world.credentials.key
        let unknown = try await server.get("/v1/key/check/45.200.1.1", key: key).json
        #expect(unknown["found"] == false && unknown["confidenceLevel"] == 0)
        for name in ["firstSeen", "lastSeen"] { #expect(unknown[name]?.isNull == true, "\(name)") }
        #expect(unknown["protocols"] == [] && unknown["behaviors"] == [] && unknown["primitives"] == [])
        #expect(unknown["contributor"]?["firstReported"]?.isNull == true)
        #expect(unknown["whitelist"] == nil && unknown["rawConfidenceLevel"] == nil)
        let brief = try await server.get("/v1/key/check/\(WireWorld.known)?verbose=false", key: key)
            .json
        for name in ["protocols", "behaviors", "primitives"] { #expect(brief[name] == nil, "\(name)") }
        for name in try #require(unknown.names) {
            let rest = try await server.get("/v1/key/check/45.200.1.1?exclude=\(name)", key: key).json
            #expect(rest.names == unknown.names?.filter { $0 != name })
        }
        // Unlimited is null, not a large number.
        let lookups = try await server.get("/v1/key/status", key: key).json["quotas"]?["lookups"]
        #expect(lookups?["limit"]?.isNull == true && lookups?["remaining"]?.isNull == true)
        #expect(lookups?["used"]?.int ?? 0 > 0)
    }

    @Test("Every metered answer tells how its quota stands, in the dialects of its family")
    func figures() async throws {
        let server = try WireServer.current
        let account = try await Account.make(on: server)
        let key = account.key
        let day = 1000
        func left(_ answer: WireAnswer, _ name: String) -> Int? { answer[name].flatMap { Int($0) } }
        let check = try await server.get("/v1/key/check/45.200.1.2", key: key)
        #expect(
            left(check, "X-RateLimit-Limit") == day && left(check, "X-RateLimit-Remaining") == day - 1)
        let reset = try #require(left(check, "X-RateLimit-Reset"))
        #expect(reset % 86_400 == 0 && check["Retry-After"] == nil)
        #expect(
            left(check, "X-Daily-Limit") == day && left(check, "X-Daily-Used") == 1
                && left(check, "X-Daily-Remaining") == day - 1)
        let report = try await server.post(
            "/v1/key/report", key: key, #"{"ip":"192.0.2.1","category":"other"}"#)
        #expect(left(report, "X-Report-Limit") == day && left(report, "X-Report-Remaining") == day - 1)
        #expect(left(report, "X-Daily-Used") == 1)
        let list = try await server.get("/v1/key/blacklist", key: key)
        #expect(left(list, "X-Blacklist-Limit") == 5000 && left(list, "X-Blacklist-Used") != nil)
        #expect(left(list, "X-RateLimit-Limit") == 5000 && left(list, "X-Daily-Limit") == 5000)
        let objects = try await server.get("/taxii2/collections/sikker-threat-intel/objects/", key: key)
        #expect(left(objects, "X-TAXII-Limit") == day && left(objects, "X-Daily-Limit") == day)
        let status = try await account.status()
        #expect(status["tier"]?["id"] == "free" && status["tier"]?["name"] == "Free")
        #expect(
            status["quotas"]?["lookups"]?["used"] == 1
                && status["quotas"]?["reports"]?["remaining"]?.int == day - 1)
    }
}
