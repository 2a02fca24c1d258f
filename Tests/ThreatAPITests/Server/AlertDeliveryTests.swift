import Foundation
import IPNetworks
import NIOHTTP1
import Observability
import Store
import Synchronization
import TestHosts
import TestServers
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("What matches an alert reaches its owner")
    struct AlertDeliveryTests {
        @Test("Every kind of match is counted once")
        func matching() async throws {
            try await TestServer.run(on: try SQLiteFixture()) { (server) async throws in
                let (key, token) = (try await server.key(tier: "operator"), try await server.sensorToken())
                for (path, body) in [
                    ("ip-alerts", #"{"ip":"45.1.2.3"}"#), ("range-alerts", #"{"cidr":"45.1.0.0/16"}"#),
                    ("range-alerts", #"{"cidr":"0.0.0.0/0"}"#), ("username-alerts", #"{"username":"Root"}"#),
                    ("email-alerts", #"{"email":"a@b.example"}"#), ("ip-alerts", #"{"ip":"192.0.2.1"}"#),
                    ("ip-alerts", #"{"ip":"45.1.2.9","enabled":false}"#), ("range-alerts", #"{"cidr":"::/0"}"#),
                ] { #expect(try await server.post("/v1/key/\(path)", key: key, json: body).status == 201) }

                var visit = try TestVisit(of: "45.1.2.3")
                visit.add(.connect)
                for name in ["root", "ROOT", "A@b.example"] { visit.add(.auth, ["username": name]) }
                visit.add(.message, ["recipients": "a@b.example,x@y.example"])
                // Sent twice: the events are the same events.
                for _ in 0..<2 { _ = try await server.send(visit.events, token: token) }
                _ = try await server.send(try TestVisit.dropper("45.1.2.4", number: 2).events, token: token)
                for address in ["45.1.2.3", "45.2.2.3", "192.0.2.1", "45.1.2.9"] {
                    #expect(try await server.report(address, key: key).status == 200)
                }

                let alerts = try await server.store.read { try $0.alerts(of: 1) }
                // One visit and one report; two visits and two reports; all but IPv6; three logins; a login and a message; …
                #expect(alerts.map(\.matchCount) == [2, 4, 6, 3, 2, 1, 0, 0])
                #expect(alerts.map(\.uniqueMatches) == [0, 3, 5, 0, 0, 0, 0, 0])
                #expect(alerts.map(\.pending) == alerts.map(\.matchCount))
                let examples = try await server.store.read { try $0.alertExamples(of: alerts[4].id) }
                #expect(examples.map(\.source) == [.login, .message])
                let text = server.metrics.exposition()
                #expect(text.contains("api_alert_matches_total 18"))
            }
        }

        @Test("A session the server has forgotten counts its names once all the same")
        func forgottenSession() async throws {
            let store = try SQLiteFixture()
            var visit = try TestVisit(of: "45.1.2.3")
            visit.add(.connect)
            for name in ["root", "admin", "root"] { visit.add(.auth, ["username": name]) }
            let events = visit.events
            let token = try await Administration(store: store).createSensorToken(name: "lab").secret.text
            for range in [0..<2, 2..<4] {
                // Another process each time, as after a restart.
                try await TestServer.run(on: store) { (server) async throws in
                    #expect(try await server.send(Array(events[range]), token: token).status == 200)
                }
            }
            let sightings = try await store.read { try ($0.username("root"), $0.username("admin")) }
            #expect(sightings.0?.sessions == [.telnet: 1] && sightings.1?.sessions == [.telnet: 1])
        }

        @Test("The first match is told at once, later ones together after an hour; a failure is tried again")
        func digests() async throws {
            let receiver = try await Receiver()
            try await TestServer.run(configure: { $0.alerts.allowsPrivateWebhooks = true }) { (server) async throws in
                let key = try await server.key()
                let webhook = try await server.send(
                    .PUT, "/v1/key/webhook", key: key, body: Array(#"{"url":"\#(receiver.url)"}"#.utf8))
                let secret = try #require(webhook.json()["secret"] as? String)
                let made = try await server.post(
                    "/v1/key/range-alerts", key: key, json: #"{"cidr":"45.1.2.0/28","label":"ours"}"#)
                let id = try #require(made.json()["id"] as? String)

                await receiver.answers([500, 500])
                _ = try await server.report("45.1.2.3", key: key)
                let first = await receiver.next()
                // Nothing more is sent within the hour, whatever comes; the failure is tried again after its time.
                for _ in 0..<7 { _ = try await server.report("45.1.2.4", key: key) }
                try await server.waitForDelivery { $0.first?.attempts == 1 }
                server.advance(by: .seconds(40))
                let second = await receiver.next()
                try await server.waitForDelivery { $0.first?.attempts == 2 }
                server.advance(by: .seconds(80))
                let third = await receiver.next()
                try await server.waitForDelivery { $0.isEmpty }
                #expect([second, third].allSatisfy { $0.delivery == first.delivery && $0.body == first.body })
                #expect(Set([first, second, third].map(\.signature)).count == 3)
                for request in [first, second, third] {
                    let seconds = try #require(Int64(request.signature.split(separator: ",")[0].dropFirst(2)))
                    #expect(
                        request.signature
                            == WebhookSignature.field(secret: secret, seconds: seconds, body: request.body))
                }
                #expect(
                    String(decoding: first.body, as: UTF8.self) == """
                        {"type":"alert.digest","id":"\(first.delivery)","createdAt":"2026-11-22T12:00:00.000Z",\
                        "alerts":[{"id":"\(id)","cidr":"45.1.2.0/28","networkAddress":"45.1.2.0","prefixLength":28,\
                        "label":"ours","newMatches":1,"matchCount":1,"uniqueMatches":1,\
                        "lastMatchedAt":"2026-11-22T12:00:00.000Z","examples":[{"at":"2026-11-22T12:00:00.000Z",\
                        "ip":"45.1.2.3","source":"report","protocol":null}]}]}

                        """)

                server.advance(by: .seconds(3600 - 120))
                let digest = try await receiver.next().json()
                let entry = try #require((digest["alerts"] as? [[String: Any]])?.first)
                #expect(digest["id"] as? String != first.delivery && entry["newMatches"] as? Int == 7)
                #expect(entry["matchCount"] as? Int == 8 && entry["uniqueMatches"] as? Int == 2)
                #expect((entry["examples"] as? [Any])?.count == StoredAlert.maximumExamples)
                try await server.waitForDelivery { $0.isEmpty }

                let list = try await server.get("/v1/key/range-alerts", key: key).json()
                let alert = try #require((list["alerts"] as? [[String: Any]])?.first)
                #expect(alert["totalAlerts"] as? Int == 2 && alert["uniqueMatches"] as? Int == 2)
                #expect(alert["lastAlertedAt"] as? String == "2026-11-22T13:00:00.000Z")
                let shown = try await server.get("/v1/key/webhook", key: key).json()
                #expect(shown["lastError"] is NSNull && shown["lastAttemptAt"] is String)
                #expect(receiver.waitingCount == 0)
            }
            await receiver.stop()
        }

        @Test("What nobody takes is given up after a day, and what follows is sent as before")
        func givenUp() async throws {
            let receiver = try await Receiver()
            try await TestServer.run(configure: { $0.alerts.allowsPrivateWebhooks = true }) { (server) async throws in
                let key = try await server.key()
                _ = try await server.send(
                    .PUT, "/v1/key/webhook", key: key, body: Array(#"{"url":"\#(receiver.url)"}"#.utf8))
                _ = try await server.post("/v1/key/ip-alerts", key: key, json: #"{"ip":"45.1.2.3"}"#)
                await receiver.answers(Array(repeating: 503, count: 200))
                _ = try await server.report("45.1.2.3", key: key)
                var attempts = 0
                while true {
                    let left = try await server.store.read { try $0.deliveries(limit: 9) }
                    if attempts > 0, left.isEmpty { break }
                    // Noted at this time: the attempt is over, the next one is to come.
                    let noted = try await server.store.read { try $0.webhook(of: 1)?.lastAttemptAt }
                    if left.first?.attempts == attempts, noted == server.clock.now {
                        server.advance(by: .seconds(4000))
                    }
                    if receiver.waitingCount > 0 {
                        _ = await receiver.next()
                        attempts += 1
                    }
                    await Task.yield()
                }
                #expect((20...40).contains(attempts))
                let shown = try await server.get("/v1/key/webhook", key: key).json()
                #expect(shown["lastError"] as? String == "it answered with status 503")
                await receiver.answers([])
                _ = try await server.report("45.1.2.3", key: key)
                #expect(try await receiver.next().json()["type"] as? String == "alert.digest")
            }
            await receiver.stop()
        }

        @Test("What was not told when the server ended is told by the next, under the same id")
        func restart() async throws {
            let store = try SQLiteFixture()
            let receiver = try await Receiver()
            let configure: (inout ThreatAPIConfiguration) -> Void = { $0.alerts.allowsPrivateWebhooks = true }
            await receiver.answers([500])
            let first = try await TestServer.run(on: store, configure: configure) { (server) async throws in
                let key = try await server.key()
                _ = try await server.post("/v1/key/ip-alerts", key: key, json: #"{"ip":"45.1.2.3"}"#)
                _ = try await server.send(
                    .PUT, "/v1/key/webhook", key: key, body: Array(#"{"url":"\#(receiver.url)"}"#.utf8))
                _ = try await server.report("45.1.2.3", key: key)
                let first = await receiver.next()
                try await server.waitForDelivery { $0.first?.attempts == 1 }
                return first
            }
            let clock = ManualClock()
            clock.advance(by: .seconds(60))
            let second = try await TestServer.run(on: store, clock: clock, configure: configure) {
                (server) async throws in
                let second = await receiver.next()
                try await server.waitForDelivery { $0.isEmpty }
                return second
            }
            #expect(first.delivery == second.delivery && first.body == second.body)
            await receiver.stop()
        }

        @Test("Mail goes to the account's address, for the alerts that want it")
        func mail() async throws {
            let folder = try TemporaryFolder()
            let program = try TestProgram.write(
                "cat > \(folder.path)/part; mv \(folder.path)/part \(folder.path)/mail", to: folder.path + "/sendmail")
            try await TestServer.run(configure: { $0.alerts.sendmail = program }) { (server) async throws in
                let key = try await server.key()
                try await server.administration.setEmail("ops@example.com")
                for (ip, mail) in [("45.1.2.3", true), ("45.1.2.4", false)] {
                    _ = try await server.post(
                        "/v1/key/ip-alerts", key: key, json: "{\"ip\":\"\(ip)\",\"emailNotifications\":\(mail)}")
                }
                for ip in ["45.1.2.4", "45.1.2.3"] { _ = try await server.report(ip, key: key) }
                while !FileManager.default.fileExists(atPath: folder.path + "/mail") { await Task.yield() }
                try await server.waitForDelivery { $0.isEmpty }
                let text = try String(contentsOfFile: folder.path + "/mail", encoding: .utf8)
                #expect(text.contains("To: <ops@example.com>\n") && text.contains("Subject: Sikker: 1 alert\n"))
                let body = text.split(separator: "\n\n", maxSplits: 1)[1]
                let plain = String(
                    decoding: try #require(Data(base64Encoded: String(body), options: .ignoreUnknownCharacters)),
                    as: UTF8.self)
                #expect(plain.contains("ip 45.1.2.3\n") && !plain.contains("45.1.2.4"))
                await #expect(throws: AdministrationError.badEmail("x")) {
                    try await server.administration.setEmail("x")
                }
            }
        }

        @Test("Names that nobody uses any more are forgotten with all else")
        func retention() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                _ = try await server.send(try TestVisit.dropper("45.1.2.3").events, token: token)
                server.clock.advance(by: .seconds(31 * 86_400))
                let retention = Retention(
                    store: server.store, metrics: server.state.metrics, health: server.health.check("retention"),
                    logger: TestServer.logger)
                let ageing = Ageing(
                    core: try server.core(), clock: server.clock, feedLength: 10, retention: retention,
                    logger: TestServer.logger)
                try await ageing.pass(at: server.clock.now)
                #expect(try await server.store.read { try $0.username("root") } == nil)
            }
        }
    }
}

/// Takes deliveries, and answers them as the test says.
private final class Receiver: Sendable {
    struct Delivery: Sendable {
        var delivery: String
        var signature: String
        var body: [UInt8]

        func json() throws -> [String: Any] {
            try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
        }
    }

    private final class State: Sendable {
        let waiting = Mutex<[Delivery]>([])
        /// Statuses to answer with; 200 when there are none.
        let statuses = Mutex<[Int]>([])
    }

    private let server: TestHTTPServer
    private let state: State
    var url: String { server.url + "/hook" }

    init() async throws {
        let state = State()
        self.state = state
        server = try await TestHTTPServer { request in
            state.waiting.withLock {
                $0.append(
                    Delivery(
                        delivery: request.headers["x-sikker-delivery"] ?? "",
                        signature: request.headers["x-sikker-signature"] ?? "", body: request.body))
            }
            let status = state.statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
            return .answer(status: status, body: [])
        }
    }

    func answers(_ statuses: [Int]) async { state.statuses.withLock { $0 = statuses } }

    var waitingCount: Int { state.waiting.withLock { $0.count } }

    func next() async -> Delivery {
        while true {
            if let next = state.waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return next }
            await Task.yield()
        }
    }

    func stop() async { await server.stop() }
}

extension TestServer {
    /// Moves the clock and lets the delivery look at it.
    fileprivate func advance(by duration: Duration) {
        clock.advance(by: duration)
        state.core?.alertSignal.raise()
    }

    fileprivate func waitForDelivery(_ isDone: ([StoredDelivery]) -> Bool) async throws {
        while true {
            if isDone(try await store.read { try $0.deliveries(limit: 9) }) { return }
            await Task.yield()
        }
    }
}

/// A SQLite store in a folder that goes with it.
private final class SQLiteFixture: Store {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(path: folder.path + "/store.sqlite")
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result { try await store.write(body) }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result { try await store.read(body) }

    func identityVersion() async throws -> UInt64 { try await store.identityVersion() }

    func close() async { await store.close() }
}
