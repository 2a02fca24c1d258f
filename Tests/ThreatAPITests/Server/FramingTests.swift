import IPNetworks
import NIOSSL
import TestWire
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    /// The same over every kind of connection; against the running program in `WireTests`.
    @Suite("Requests that are no requests")
    struct FramingTests {
        enum Wire: CaseIterable {
            case plain
            case proxied
            case encrypted
        }

        /// A server, and how to talk to it.
        struct Target: Sendable {
            let server: TestServer
            let wire: Wire
            let tls: NIOSSLContext?

            func exchange(_ text: String, until isComplete: @Sendable @escaping (String) -> Bool) async throws -> String
            {
                let header = wire == .proxied ? "PROXY TCP6 2a00::5 2a00::6 1 2\r\n" : ""
                return try await RawConnection.exchange(
                    [header + text], port: server.port, from: wire == .proxied ? "127.0.0.2" : nil, tls: tls,
                    until: isComplete)
            }
        }

        static func run(_ wire: Wire, _ body: @Sendable @escaping (Target, _ key: String) async throws -> Void)
            async throws
        {
            let certificate = wire == .encrypted ? try await TestCertificate() : nil
            try await TestServer.run(configure: {
                $0.tls = certificate?.files
                $0.tiers[0].lookups = nil
                $0.balancers.networks = ["127.0.0.2/32"].compactMap { IPPrefix($0) }
                $0.balancers.speaksProxyProtocol = wire == .proxied
            }) { (server) async throws in
                let tls = certificate == nil ? nil : try TestCertificate.anyServer()
                try await body(Target(server: server, wire: wire, tls: tls), try await server.key())
            }
            withExtendedLifetime(certificate) {}
        }

        static func statuses(_ text: String) -> [Int] {
            text.split(separator: "HTTP/1.1 ", omittingEmptySubsequences: false).dropFirst().compactMap {
                Int($0.prefix(3))
            }
        }

        @Test(
            "A broken head has one answer, and ends the connection", .timeLimit(.minutes(3)), arguments: Wire.allCases)
        func heads(_ wire: Wire) async throws {
            try await Self.run(wire) { (target, key) async throws in
                for request in BrokenRequest.heads {
                    for (path, before) in [
                        ("/v1/key/check/45.0.0.1", ""), ("/healthz", ""),
                        ("/healthz", OperationsTests.request("/v1/key/check/45.0.0.1", key: key)),
                    ] {
                        let text = try await target.exchange(before + request.bytes(path: path), until: { _ in false })
                        let statuses = Self.statuses(text)
                        let expected = before.isEmpty ? [] : [200]
                        #expect(
                            statuses.dropLast() == expected[...]
                                && statuses.last.map { request.statuses.contains($0) } == true,
                            "\(request): \(text.prefix(300))")
                        #expect(
                            text.contains(#"{"error":""#) && text.lowercased().contains("connection: close"),
                            "\(request)")
                    }
                }
            }
        }

        @Test(
            "A broken body has one answer, and ends the connection", .timeLimit(.minutes(3)), arguments: Wire.allCases)
        func bodies(_ wire: Wire) async throws {
            try await Self.run(wire) { (target, key) async throws in
                for request in BrokenRequest.bodies {
                    for path in ["/v1/key/check/45.0.0.1", "/healthz"] {
                        let text = try await target.exchange(request.bytes(path: path), until: { _ in false })
                        #expect(Self.statuses(text).count == 1, "\(request): \(text.prefix(600))")
                        #expect(!text.contains("at this path"), "\(request)")
                    }
                    // A route that waits for the body never gets it.
                    let report =
                        "POST /v1/key/report HTTP/1.1\r\nAuthorization: Bearer \(key)\r\n"
                        + "Content-Type: application/json\r\n\(request.fields)\r\n\(request.body)"
                    let text = try await target.exchange(report, until: { _ in false })
                    #expect(
                        request.statuses.map { [$0] }.contains(Self.statuses(text)) && text.contains(#"{"error":""#),
                        "\(request): \(text.prefix(600))"
                    )
                }
                #expect(try target.server.core().live.current.count == 0)
            }
        }

        @Test("The old version, and wishes for another protocol, end with their answer", arguments: Wire.allCases)
        func lastOnes(_ wire: Wire) async throws {
            try await Self.run(wire) { (target, key) async throws in
                let authorization = "Authorization: Bearer \(key)\r\n"
                for path in ["/v1/key/check/45.0.0.1", "/v1/key/status"] {
                    for head in [
                        "GET \(path) HTTP/1.0\r\n", "GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n",
                        "GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n",
                    ] {
                        let text = try await target.exchange(head + authorization + "\r\n", until: { _ in false })
                        #expect(
                            text.contains(" 200 OK\r\n") && text.lowercased().contains("connection: close"), "\(head)")
                    }
                    let kept = try await target.exchange(
                        String(
                            repeating: "GET \(path) HTTP/1.0\r\nConnection: keep-alive\r\n\(authorization)\r\n",
                            count: 2),
                        until: { $0.split(separator: " 200 OK\r\n", omittingEmptySubsequences: false).count == 3 })
                    #expect(
                        kept.contains("HTTP/1.0 200 OK\r\n") && kept.lowercased().contains("connection: keep-alive"))
                }
                // The old version has no chunks. What has a length leaves the connection open.
                let list = try await target.exchange(
                    "GET /v1/key/blacklist HTTP/1.0\r\nConnection: keep-alive\r\n\(authorization)\r\n",
                    until: { $0.hasSuffix("]}\n") })
                #expect(list.hasPrefix("HTTP/1.0 200 OK\r\n") && !list.contains("chunked") && list.hasSuffix("]}\n"))
            }
        }
    }
}
