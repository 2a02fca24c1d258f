import Glibc
import Synchronization
import TestHosts
import TestLoop
import TestWire
import Testing

/// Quotas at their edge, with as many clients as a busy customer has, on the running program.
@Suite("Quotas of a running server", .serialized)
struct QuotaWireTests {
    static let clients = 64

    /// What the clients were given.
    struct Tally: Sendable {
        var granted = 0
        /// `X-Daily-Used` of every answer that granted something.
        var used: [Int] = []
        /// Requests that were sent and never answered.
        var unanswered = 0
    }

    /// Units granted so far, by all clients together.
    final class Counted: Sendable {
        let units = Atomic(0)
    }

    @Test(
        "64 clients at once get exactly the limit, and the figures in the headers add up",
        arguments: MeteredFamily.allCases)
    func edge(_ family: MeteredFamily) async throws {
        let (server, key) = try await Self.server()
        let tally = try await Self.useUp(family, of: key, on: server)
        #expect(tally.granted == MeteredFamily.limit && tally.unanswered == 0)
        // Each answer says how much was used with it: no figure twice, and the last one is the limit.
        #expect(Set(tally.used).count == tally.used.count && tally.used.max() == MeteredFamily.limit)
        if family.mostUnits == 1 { #expect(tally.used.sorted() == Array(1...MeteredFamily.limit)) }
        try await Self.expectUsed(MeteredFamily.limit, family, key, server)

        // A graceful stop and a start give nothing back and take nothing.
        #expect(try await server.stop() == 0)
        try await server.restart()
        #expect(try await server.send(family.request(key: key)).status == 429)
        try await Self.expectUsed(MeteredFamily.limit, family, key, server)
    }

    /// - Parameter after: units granted before the server is killed; the second stands where leases are single units.
    @Test(
        "Killed in the middle, it never grants more than the limit, and loses no more than a lease",
        arguments: MeteredFamily.allCases, [100, 390])
    func killed(_ family: MeteredFamily, after: Int) async throws {
        let (server, key) = try await Self.server()
        let counted = Counted()
        async let killing: Void = TestThread.run {
            try LoopWait.until("\(after) units are granted", seconds: 180) {
                counted.units.load(ordering: .relaxed) >= after
            }
            server.signal(SIGKILL)
        }
        let before = try await Self.useUp(family, of: key, on: server, counting: counted)
        try await killing
        try await server.kill()
        try await server.restart()
        let rest = try await Self.useUp(family, of: key, on: server)

        let granted = before.granted + rest.granted
        #expect(granted <= MeteredFamily.limit)
        // What was granted and never arrived is spent. A lease is an eighth of what was left, one unit near the end: what
        // is left of it is less than a seventh of what is left in all.
        let lease = max(1, (MeteredFamily.limit - after) / 7)
        let lost = before.unanswered * family.mostUnits + max(lease, family.mostUnits)
        #expect(granted >= MeteredFamily.limit - lost, "\(before.granted) + \(rest.granted), lost \(lost)")
        #expect(Set(before.used + rest.used).count == before.used.count + rest.used.count, "no figure is told twice")
    }

    @Test("Whatever is refused, or needs no quota, costs nothing")
    func refusals() async throws {
        let (server, key) = try await Self.server()
        let long = String(repeating: "x", count: 3000)
        let report = "/v1/key/report"
        let requests: [(WireRequest, status: Int)] = [
            (.get("/v1/key/check/300.1.1.1", key: key), 400),
            (.get("/v1/key/check/fe80::1%25eth0", key: key), 400),
            (.get("/v1/key/check/45.66.1.1?verbose=perhaps", key: key), 400),
            (.get("/v1/key/blacklist?scoreMinimum=0", key: key), 400),
            (.get("/v1/key/blacklist?limit=-1", key: key), 400),
            (.get("/v1/key/blacklist?ipVersion=5", key: key), 400),
            (.post(report, key: key, "{"), 400), (.post(report, key: key, "[]"), 400),
            (.post(report, key: key, #"{"ip":"45.66.1.1"}"#), 400),
            (.post(report, key: key, #"{"ip":"45.66.1","category":"spam"}"#), 400),
            (.post(report, key: key, #"{"ip":"45.66.1.1","category":17}"#), 400),
            (.post(report, key: key, #"{"ip":"45.66.1.1","category":"spam","comment":"\#(long)"}"#), 400),
            (.post(report, key: key, type: "text/plain", #"{"ip":"45.66.1.1","category":"spam"}"#), 415),
            (.post(report, key: key, String(repeating: " ", count: 1 << 20)), 413),
            (.get(report, key: key), 405), (.post("/v1/key/check/45.66.1.1", key: key, ""), 405),
            (.get("/v1/key/nothing", key: key), 404), (.get("/v1/key/check/45.66.1.1"), 401),
            (.get("/v1/key/check/45.66.1.1", key: key + "x"), 401),
            (WireRequest("HEAD", "/v1/key/check/45.66.1.1", key: key), 200),
            (.get("/taxii2/collections/x/objects/", key: key), 404),
            (.get("/taxii2/collections/sikker-threat-intel/objects/?limit=0", key: key), 400),
            (WireRequest("HEAD", "/taxii2/collections/sikker-threat-intel/objects/", key: key), 200),
            (.get("/taxii2/collections/sikker-threat-intel/", key: key), 200),
            (WireRequest("HEAD", "/v1/key/blacklist", key: key), 200), (.get("/v1/key/status", key: key), 200),
        ]
        for (request, status) in requests {
            let answer = try await server.send(request)
            #expect(answer.status == status, "\(request.method) \(request.target)")
            if status >= 400 { #expect(answer.error?.isEmpty == false, "\(request.method) \(request.target)") }
            for family in MeteredFamily.allCases { try await Self.expectUsed(0, family, key, server) }
        }
        // A list that the client has already costs nothing either.
        let first = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
        let tag = try #require(first["ETag"])
        #expect(first.lines.count == MeteredFamily.listed)
        let again = try await server.get("/v1/key/blacklist?plaintext=true", key: key, fields: [("If-None-Match", tag)])
        #expect(again.status == 304)
        try await Self.expectUsed(MeteredFamily.listed, .blacklist, key, server)
        // What one family has used up, the others have not; and being told so costs nothing.
        _ = try await Self.useUp(.lookups, of: key, on: server)
        for _ in 0..<3 {
            let denied = try await server.get("/v1/key/check/45.66.1.1", key: key)
            #expect(denied.status == 429 && Int(denied["Retry-After"] ?? "").map { (1...86_400).contains($0) } == true)
            #expect(denied["X-Daily-Used"] == "\(MeteredFamily.limit)" && denied["X-Daily-Remaining"] == "0")
        }
        try await Self.expectUsed(MeteredFamily.limit, .lookups, key, server)
        try await Self.expectUsed(0, .reports, key, server)
    }

    @Test("Keys of one account have a quota each")
    func perKey() async throws {
        let (server, key) = try await Self.server()
        let other = try await server.key(tier: "free")
        _ = try await Self.useUp(.lookups, of: key, on: server)
        #expect(try await server.send(MeteredFamily.lookups.request(key: other))["X-Daily-Used"] == "1")
    }

    // MARK: What these tests do often

    /// A server with small tiers and a list, and a key of the tier `free`.
    private static func server() async throws -> (WireServer, String) {
        let folder = try LoopFolder()
        try folder.write(MeteredFamily.settings, to: "server.yaml")
        let server = try await WireServer.start(["--config", folder.file("server.yaml")], folder: folder)
        let (key, own) = (try await server.key(tier: "free"), try await server.key())
        for number in 1...MeteredFamily.listed { try await server.report("45.66.1.\(number)", key: own) }
        return (server, key)
    }

    /// Lets all clients ask until they are told that nothing is left, or the server is gone.
    ///
    /// - Parameter counted: where what is granted is added up meanwhile.
    private static func useUp(
        _ family: MeteredFamily, of key: String, on server: WireServer, counting counted: Counted? = nil
    ) async throws -> Tally {
        try await withThrowingTaskGroup(of: Tally.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    try await server.withConnection { connection in
                        var tally = Tally()
                        while true {
                            let answer: WireAnswer
                            do {
                                answer = try connection.exchange(family.request(key: key))
                            } catch {
                                tally.unanswered += 1
                                return tally
                            }
                            guard answer.status == 200 else {
                                #expect(answer.status == 429, "\(answer.text)")
                                return tally
                            }
                            let (used, limit) = (answer["X-Daily-Used"], answer["X-Daily-Limit"])
                            tally.used.append(try #require(used.flatMap { Int($0) }))
                            #expect(limit == "\(MeteredFamily.limit)")
                            #expect(answer["X-Daily-Remaining"] == "\(MeteredFamily.limit - (tally.used.last ?? 0))")
                            tally.granted += family.units(answer)
                            counted?.units.add(family.units(answer), ordering: .relaxed)
                        }
                    }
                }
            }
            return try await group.reduce(into: Tally()) { sum, tally in
                sum.granted += tally.granted
                sum.used += tally.used
                sum.unanswered += tally.unanswered
            }
        }
    }

    private static func expectUsed(_ used: Int, _ family: MeteredFamily, _ key: String, _ server: WireServer)
        async throws
    {
        let quota = try await server.get("/v1/key/status", key: key).json["quotas"]?[family.rawValue]
        let limit = MeteredFamily.limit
        #expect(quota?["used"]?.int == used && quota?["limit"]?.int == limit)
        #expect(quota?["remaining"]?.int == limit - used)
    }
}
