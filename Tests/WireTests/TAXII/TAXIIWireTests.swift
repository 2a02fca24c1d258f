import TestWire
import Testing

/// The paths below `/taxii2/`, byte by byte.
@Suite("TAXII over the wire", .wireServer())
struct TAXIIWireTests {
    static let objects = "/taxii2/collections/sikker-threat-intel/objects/"

    @Test("A page tells where it begins and ends, and what it cost")
    func page() async throws {
        let server = try WireServer.current
        let (reporter, key) = (try await server.key(), try await server.key(tier: "free"))
        for number in 1...3 { try await server.report("45.70.1.\(number)", key: reporter) }
        let answer = try await server.get(Self.objects + "?limit=3&added_after=2026-01-01T00:00:00Z", key: key)
        #expect(answer.status == 200 && !answer.isChunked)
        #expect(answer["Content-Type"] == "application/taxii+json;version=2.1")
        #expect(answer["X-TAXII-Limit"] == "1000" && answer["X-Daily-Limit"] == "1000")
        let page = try answer.json
        let found = try #require(page["objects"]?.elements)
        #expect(found.count == 3 && found.allSatisfy { $0["type"] == "indicator" })
        let dates = ["First", "Last"].compactMap { answer["X-TAXII-Date-Added-\($0)"] }
        #expect(dates.count == 2 && dates[0] < dates[1] && dates.allSatisfy { $0.utf8.count == 27 })
        #expect(found[0]["modified"]?.string.map { dates[0].hasPrefix($0.dropLast()) } == true)
        let later = try await server.get(Self.objects + "?added_after=\(dates[0])", key: key).json
        #expect(later["objects"]?[0]?["id"] == found[1]["id"])
        let used = try await server.get("/v1/key/status", key: key).json["quotas"]?["taxii"]?["used"]?.int
        #expect((used ?? 0) >= 5)
        let head = try await server.head(Self.objects, key: key)
        #expect(head.status == 200 && head["X-Daily-Used"] == "\(used ?? 0)" && head.body.isEmpty)
    }

    @Test("IPv6 stands raw in a path")
    func rawAddress() async throws {
        let server = try WireServer.current
        let key = try await server.key()
        try await server.report("2a00:70::1", key: key)
        for name in ["2a00:70::1", "2A00:70:0:0::1", "2a00%3A70::1"] {
            let answer = try await server.get(Self.objects + name + "/", key: key)
            #expect(try answer.status == 200 && answer.json["objects"]?[0]?["name"] == "2a00:70::1")
        }
    }

    @Test(
        "What cannot be answered is told in the form of TAXII",
        arguments: [
            ("/taxii2/x/", 404), (Self.objects + "?limit=1001", 400), (Self.objects + "?match[x]=1", 400),
            (Self.objects + "fe80::1%25eth0/", 404), ("/taxii2/collections/x/manifest/", 404),
        ])
    func refusals(_ path: String, _ status: Int) async throws {
        let server = try WireServer.current
        let key = try await server.key(tier: "free")
        let answer = try await server.get(path, key: key)
        #expect(answer.status == status)
        #expect(answer["Content-Type"] == "application/taxii+json;version=2.1")
        let json = try answer.json
        #expect(json["http_status"]?.string == "\(status)" && json["description"] == json["error"])
    }

    @Test("A key in a query opens nothing here")
    func queryKey() async throws {
        let server = try WireServer.current
        let key = try await server.key(tier: "free")
        #expect(try await server.get(Self.objects + "?key=\(key)").status == 401)
    }

    @Test("Ids outlive a restart, and kill -9")
    func identifiers() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        try await server.report("45.70.2.1", key: key)
        let before = try await server.get(Self.objects, key: key).json["objects"]
        try await server.kill()
        try await server.restart()
        #expect(try await server.get(Self.objects, key: key).json["objects"] == before)
    }
}
