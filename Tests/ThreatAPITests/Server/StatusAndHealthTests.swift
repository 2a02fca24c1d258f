import Foundation
import IPNetworks
import NIOHTTP1
import Observability
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Status, health, metrics, errors")
    struct StatusAndHealthTests {
        @Test("Status and usage tell the tier and what was used", arguments: ["/v1/key/status", "/v1/key/usage"])
        func status(_ path: String) async throws {
            try await TestServer.run(configure: { $0.tiers[1].taxii = nil }) { (server) async throws in
                let key = try await server.key(tier: "tier_1")
                _ = try await server.get("/v1/key/check/1.1.1.1", key: key)
                let response = try await server.get(path, key: key)
                let answer = try JSONDecoder().decode(StatusAnswer.self, from: Data(response.body))
                #expect(answer.tier.id == "tier_1" && answer.tier.name == "Basic")
                let quotas = answer.quotas
                #expect((quotas.lookups.used, quotas.lookups.limit, quotas.lookups.remaining) == (1, 7000, 6999))
                #expect((quotas.blacklist.used, quotas.blacklist.remaining) == (0, 50_000))
                #expect((quotas.taxii.used, quotas.taxii.limit, quotas.taxii.remaining) == (0, nil, nil))
                #expect(try await server.head(path, key: key).status == 200)
            }
        }

        @Test("Keys that are unknown, disabled, expired, or of no tier any more")
        func keys() async throws {
            let store = MemoryStore()
            var tiers = Tier.defaults
            tiers.append(Tier(id: "old", name: "Old", lookups: 1, reports: 1, blacklist: 1, taxii: 1))
            let old = try await Administration(store: store, tiers: tiers).createKey(tier: "old", label: "").secret.text
            try await TestServer.run(on: store) { (server) async throws in
                for authorization in ["", "Bearer", "Bearer ", "Basic abc", "Bearer sk_free_x", "sk_free_x"] {
                    let response = try await server.get(
                        "/v1/key/status", headers: [("Authorization", authorization)])
                    #expect(response.status == 401 && response.error.contains("Bearer sk_…"))
                    #expect(response["WWW-Authenticate"] == "Bearer")
                }
                let withoutTier = try await server.get("/v1/key/status", key: old)
                #expect(withoutTier.status == 403)

                let created = try await server.administration.createKey(
                    tier: "free", label: "", expiresAt: server.clock.now.advanced(by: .seconds(10)))
                let secret = created.secret.text
                try await server.refreshIdentities()
                #expect(
                    try await server.get("/v1/key/status", headers: [("Authorization", "bearer  \(secret) ")]).status
                        == 200)
                server.clock.advance(by: .seconds(10))
                let expired = try await server.get("/v1/key/status", key: secret)
                #expect(expired.status == 403 && expired.error == "this key has expired")
                try await server.administration.disableCredential(created.credential.id)
                try await server.refreshIdentities()
                #expect(try await server.get("/v1/key/status", key: secret).error == "this key is disabled")
            }
        }

        @Test("Every failure is a JSON object with a sentence")
        func errors() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                for (method, path, status, allow) in [
                    (HTTPMethod.GET, "/", 404, nil), (.GET, "/v1/key/nothing", 404, nil),
                    (.GET, "/v1/key/check/", 404, nil),
                    (.GET, "/v1/key/check/1.1.1.1/x", 404, nil), (.POST, "/v1/key/status", 405, "GET, HEAD"),
                    (.DELETE, "/v1/key/report", 405, "POST"), (.GET, "/v1/sensor/events", 405, "POST"),
                    (.PUT, "/v1/key/check/1.1.1.1", 405, "GET, HEAD"), (.PATCH, "/healthz", 405, "GET, HEAD"),
                ] as [(HTTPMethod, String, Int, String?)] {
                    let response = try await server.send(method, path, key: key)
                    #expect(response.status == status && response["Allow"] == allow, "\(method) \(path)")
                    #expect(response["Content-Type"] == "application/json" && !response.error.isEmpty)
                }
                #expect(try await server.head("/nothing").status == 404)
                let noHTTP = try await RawConnection.exchange(
                    ["NONSENSE\r\n\r\n"], port: server.port, until: { $0.contains("}") })
                #expect(
                    noHTTP.hasPrefix("HTTP/1.1 400 ")
                        && noHTTP.contains(#"{"error":"the request is not valid HTTP/1.1"}"#))
            }
        }

        @Test("Health and readiness are JSON, metrics are Prometheus text with every metric of the catalogue")
        func health() async throws {
            try await TestServer.run { (server) async throws in
                _ = try await server.get("/v1/key/check/1.1.1.1", key: try await server.key())
                for path in ["/healthz", "/readyz"] {
                    let response = try await server.get(path)
                    #expect(response.status == 200)
                    #expect(try response.json()["status"] as? String == "ok")
                    let checks = try response.json()["checks"] as? [String: Any]
                    #expect(
                        Set(checks?.keys ?? [:].keys) == [
                            "server", "store", "ingest", "retention", "places", "networks", "rules", "hunt",
                        ])
                }
                let metrics = try await server.get("/metrics")
                #expect(metrics["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
                #expect(metrics.text.contains(#"api_requests_total{route="/v1/key/check/{ip}",status="200"} 1"#))
                #expect(metrics.text.contains("api_request_duration_seconds_bucket"))
                // Those of the list over DNS are there when it is.
                let names = Set(ThreatAPIMetrics.catalogue.map(\.name).filter { !$0.hasPrefix("dnsbl_") }).subtracting([
                    "api_quota_denied_total", "api_alert_deliveries_total",
                ])
                #expect(names.isSubset(of: server.metrics.descriptions.map(\.name)))
                #expect(server.metrics.descriptions.allSatisfy { ThreatAPIMetrics.catalogue.contains($0) })
                #expect(ThreatAPIMetrics.catalogue.allSatisfy { $0.faults.isEmpty })
                let proxied = try await server.get("/metrics", headers: [("X-Forwarded-For", "203.0.113.9")])
                #expect(proxied.status == 403)
            }
        }

        @Test("While the server starts, it says so")
        func starting() async throws {
            let gate = GatedStore(MemoryStore())
            let folder = try TemporaryFolder()
            var configuration = ThreatAPIConfiguration(dataFolder: folder.path)
            configuration.port = 0
            let (ports, portFound) = AsyncStream.makeStream(of: Int.self)
            let (readiness, isReady) = AsyncStream.makeStream(of: Void.self)
            let server = ThreatAPIServer(
                configuration: configuration, clock: ManualClock(), metrics: MetricsRegistry(),
                health: HealthRegistry(),
                logger: TestServer.logger, makeStore: { _ in gate }, onListening: { portFound.yield($0) },
                onReady: { _ in isReady.finish() })
            try await TestServer.whileRunning(server) {
                let port = try #require(await ports.first { _ in true })
                let ready = try await TestServer.request(port, "/readyz")
                #expect(ready.status == 503)
                let check = try await TestServer.request(port, "/v1/key/check/1.1.1.1")
                #expect(check.status == 503 && check["Retry-After"] == "1" && check.error.contains("starting"))
                #expect(try await TestServer.request(port, "/healthz").status == 200)
                gate.open()
                for await _ in readiness {}
                #expect(try await TestServer.request(port, "/readyz").status == 200)
                #expect(try await TestServer.request(port, "/v1/key/check/1.1.1.1").status == 401)
            }
        }

        @Test("A second server on the same folder is refused, and one that cannot listen says why")
        func cannotRun() async throws {
            let folder = try TemporaryFolder()
            let held = try DataFolder(folder.path)
            let configuration = ThreatAPIConfiguration(dataFolder: folder.path)
            let second = ThreatAPIServer(configuration: configuration, logger: TestServer.logger)
            await #expect { try await second.run() } throws: {
                "\($0)".contains("another server is using the data folder")
            }
            withExtendedLifetime(held) {}

            try await TestServer.run { (server) async throws in
                let other = try TemporaryFolder()
                var configuration = ThreatAPIConfiguration(dataFolder: other.path + "/deep/folder")
                configuration.port = server.port
                let port = server.port
                let third = ThreatAPIServer(configuration: configuration, logger: TestServer.logger)
                await #expect {
                    try await third.run()
                } throws: {
                    "\($0)" == "cannot listen on 127.0.0.1:\(port): Address already in use"
                }
            }
        }
    }
}
