import TestHosts
import TestLoop
import TestWire
import Testing

/// Whom the running program believes when it is told for whom a request is made, as its access log shows.
@Suite("Balancers on the wire", .serialized)
struct BalancerWireTests {
    /// By the fast path, and by the router.
    static let paths = ["/v1/key/check/45.0.0.1", "/v1/key/status"]
    static let balancer = "127.0.0.2"
    static let forwarded = [("X-Forwarded-For", "6.6.6.6, \(ProxyPreface.client)")]

    private static func server(_ arguments: [String]) async throws -> (WireServer, key: String) {
        let folder = try LoopFolder()
        let log = ["--access-log", folder.file("access.log"), "--balancer", balancer]
        let server = try await WireServer.start(log + arguments, folder: folder)
        return (server, try await server.key())
    }

    @Test("X-Forwarded-For counts from a named balancer, and from nobody else")
    func forwardedFor() async throws {
        let (server, key) = try await Self.server([])
        var expected: [String] = []
        for path in ["/v1/key/check/45.0.0.7", "/v1/key/check/45.0.0.8?verbose=true"] {
            for (source, fields, client) in [
                (Self.balancer, Self.forwarded, ProxyPreface.client), (Self.balancer, [], Self.balancer),
                ("127.0.0.3", Self.forwarded, "127.0.0.3"),
                (Self.balancer, [("Forwarded", "for=\(ProxyPreface.client)")], Self.balancer),
            ] {
                let request = WireRequest.get(path, key: key, fields: fields)
                #expect(try await server.withConnection(from: source) { try $0.exchange(request) }.status == 200)
                expected.append(client)
            }
        }
        let lines = try await AccessLogLines.read(expected.count, of: ["/v1/key/check/"], in: server.folder)
        #expect(lines.map { $0["client"]?.string } == expected)
    }

    @Test("Forwarded, when that is the field; or neither")
    func otherFields() async throws {
        for (field, client) in [("forwarded", ProxyPreface.client), ("none", Self.balancer)] {
            let (server, key) = try await Self.server(["--balancers-field", field])
            let request = WireRequest.get(
                Self.paths[0], key: key,
                fields: [("X-Forwarded-For", "6.6.6.6"), ("Forwarded", "for=\(ProxyPreface.client);proto=https")])
            #expect(try await server.withConnection(from: Self.balancer) { try $0.exchange(request) }.status == 200)
            let lines = try await AccessLogLines.read(1, of: [Self.paths[0]], in: server.folder)
            #expect(lines.map { $0["client"]?.string } == [client], "\(field)")
        }
    }

    @Test("A PROXY header is believed from a named balancer, and no HTTP from others", arguments: ProxyPreface.allCases)
    func proxyProtocol(_ preface: ProxyPreface) async throws {
        let (server, key) = try await Self.server(["--proxy-protocol"])
        for path in ["/v1/key/check/45.0.0.7", "/v1/key/check/45.0.0.8?verbose=true"] {
            let bytes = preface.bytes + WireRequest.get(path, key: key).bytes
            let status = try await server.withConnection(from: Self.balancer) { connection in
                // In two pieces, the first of which ends within the header.
                connection.send(Array(bytes[..<9]))
                connection.send(Array(bytes[9...]))
                return try connection.answer().status
            }
            #expect(status == 200)
            try await server.withConnection(from: "127.0.0.3") { connection in
                connection.send(bytes)
                let answer = try connection.answer()
                #expect(answer.status == 400 && answer.error != nil)
                #expect(connection.waitForEnd() && !connection.hasMore)
            }
            try await server.withConnection(from: Self.balancer) { connection in
                connection.send(WireRequest.get(path, key: key).bytes)
                #expect(throws: WireError.self) { try connection.answer() }
            }
            // Others still come without.
            let plain = WireRequest.get(path, key: key)
            #expect(try await server.withConnection(from: "127.0.0.3") { try $0.exchange(plain) }.status == 200)
        }
        let lines = try await AccessLogLines.read(4, of: ["/v1/key/check/"], in: server.folder)
        #expect(lines.map { $0["client"]?.string } == [0, 1].flatMap { _ in [ProxyPreface.client, "127.0.0.3"] })
        // What came before any request was understood has no path, and the peer's own address.
        let refused = try server.folder.text(of: "access.log").split(separator: "\n")
            .map { try JSONValue(parsing: Array($0.utf8)) }.filter { $0["status"]?.int == 400 }
        #expect(refused.map { $0["client"]?.string } == ["127.0.0.3", "127.0.0.3"])
        let metrics = try await server.get("/metrics").text
        #expect(metrics.contains(#"api_connections_refused_total{reason="proxy_header"} 2"#))
    }

    @Test("curl as a balancer: its PROXY header comes before the handshake of TLS")
    func curl() async throws {
        let folder = try LoopFolder()
        let certificate = try await WireCertificate(in: folder)
        let port = try TestSocket.freePort()
        let server = try await WireServer.start(
            certificate.arguments(port: port) + ["--balancer", Self.balancer, "--proxy-protocol"], folder: folder)
        let curl = [
            "curl", "-sS", "-m", "20", "--cacert", certificate.file, "https://127.0.0.1:\(port)/healthz", "--interface",
        ]
        let ends = try await TestThread.run {
            try [
                [Self.balancer, "--haproxy-protocol"], [Self.balancer], ["127.0.0.3"],
                ["127.0.0.3", "--haproxy-protocol"],
            ].map { try TestProcess(curl + $0).wait().status == 0 }
        }
        #expect(ends == [true, false, true, false])
        let metrics = try await server.get("/metrics").text
        #expect(metrics.contains(#"api_connections_refused_total{reason="handshake"} 1"#))
        #expect(metrics.contains(#"api_connections_refused_total{reason="proxy_header"} 1"#))
    }
}
