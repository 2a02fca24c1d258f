import Foundation
import NIOCore
import Observability
import TestHosts
import Testing

@testable import ThreatAPI

extension ServerTests {
    @Suite("TLS")
    struct TLSTests {
        static func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
            try await TestThread.run { try TestProcess(arguments).wait() }
        }

        @Test("curl trusts the server by its certificate, and openssl sees what is offered", .timeLimit(.minutes(2)))
        func realClients() async throws {
            let certificate = try await TestCertificate()
            try await TestServer.run(configure: { $0.tls = certificate.files }) { (server) async throws in
                let url = "https://127.0.0.1:\(server.port)/v1/key/check/45.0.0.1"
                let key = try await server.key()
                let curl = ["curl", "-sS", "-m", "20", "-H", "Authorization: Bearer \(key)", url]
                let trusted = try await Self.run(curl + ["--cacert", certificate.files.certificateFile])
                #expect(trusted.status == 0 && trusted.output.hasPrefix(#"{"ip":"45.0.0.1""#), "\(trusted.output)")
                #expect(try await Self.run(curl).status == 60)
                let plain = ["curl", "-sS", "-m", "20", "http://127.0.0.1:\(server.port)/healthz"]
                #expect(try await Self.run(plain).status != 0)

                let s_client = ["openssl", "s_client", "-connect", "127.0.0.1:\(server.port)", "-alpn", "h2,http/1.1"]
                for (version, isTaken) in [("-tls1_3", true), ("-tls1_2", true), ("-tls1_1", false)] {
                    let (_, output) = try await Self.run(s_client + [version])
                    #expect(output.contains("ALPN protocol: http/1.1") == isTaken, "\(version) \(output.prefix(2000))")
                }
                let checks = try await Self.run([
                    "curl", "-sS", "-m", "20", "--cacert", certificate.files.certificateFile,
                    "https://127.0.0.1:\(server.port)/healthz",
                ])
                #expect(checks.output.contains(#""tls":{"status":"#))
                #expect(server.state.metrics.registry.exposition().contains(#"refused_total{reason="handshake"}"#))
            }
        }

        @Test("A port of its own beside the plain one")
        func secondPort() async throws {
            let certificate = try await TestCertificate()
            // A port that was free a moment ago.
            let free = try await TestServer.run { $0.port }
            var files = certificate.files
            files.port = free
            try await TestServer.run(configure: { [files] in $0.tls = files }) { (server) async throws in
                #expect(try await server.get("/healthz").status == 200)
                let text = try await RawConnection.exchange(
                    [OperationsTests.request("/healthz")], port: free, tls: try TestCertificate.anyServer(),
                    until: OperationsTests.isWhole)
                #expect(text.hasPrefix("HTTP/1.1 200 "))
            }
        }

        @Test("A certificate is exchanged while connections run", .timeLimit(.minutes(2)))
        func exchange() async throws {
            let certificate = try await TestCertificate()
            try await TestServer.run(configure: { $0.tls = certificate.files }) { (server) async throws in
                let port = server.port
                let first = try await Self.serial(port)
                try await RawConnection.with(port: port, tls: try TestCertificate.anyServer()) { inbound, outbound in
                    let question = ByteBuffer(string: OperationsTests.request("/v1/key/check/1.1.1.1"))
                    var answer = ""
                    var isFirst = true
                    try await outbound.write(question)
                    for try await bytes in inbound {
                        answer += String(buffer: bytes)
                        guard OperationsTests.isWhole(answer) else { continue }
                        #expect(answer.hasPrefix("HTTP/1.1 401 "))
                        answer = ""
                        if isFirst { try await certificate.make() }
                        isFirst = false
                        // The files are looked at every few seconds; meanwhile the connection goes on.
                        if try await Self.serial(port) != first { return }
                        try await outbound.write(question)
                    }
                    Issue.record("the connection ended")
                }
            }
        }

        static func serial(_ port: Int) async throws -> String {
            let (_, text) = try await run(["openssl", "s_client", "-connect", "127.0.0.1:\(port)"])
            let pem = try #require(text.range(of: "-----BEGIN CERTIFICATE-----").map { text[$0.lowerBound...] })
            return String(pem.prefix(600))
        }

        @Test("Who does not shake hands is hung up on", .timeLimit(.minutes(1)))
        func slowHandshake() async throws {
            let certificate = try await TestCertificate()
            try await TestServer.run(configure: {
                $0.tls = certificate.files
                $0.connections.openingTime = .milliseconds(200)
            }) { (server) async throws in
                for beginning in ["", "\u{16}\u{3}\u{1}"] {
                    let text = try await RawConnection.exchange([beginning], port: server.port, until: { _ in false })
                    #expect(text.isEmpty)
                }
            }
        }
    }
}
