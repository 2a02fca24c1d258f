import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// TLS as settings make it, with clients that know nothing of this program.
@Suite("TLS on the wire", .serialized)
struct TLSWireTests {
    /// What curl says of a request, and how it ends: 60 is a certificate that it does not trust.
    private static func curl(_ url: String, trusting file: String? = nil, _ more: [String] = []) throws -> (
        Int32, String
    ) {
        let trust = file.map { ["--cacert", $0] } ?? []
        return try TestProcess(["curl", "-sS", "-m", "20"] + trust + more + [url]).wait()
    }

    @Test("curl trusts it, and trusts another certificate once the files are exchanged while the server runs")
    func exchange() async throws {
        let folder = try LoopFolder()
        let certificate = try await WireCertificate(in: folder)
        let port = try TestSocket.freePort()
        let server = try await WireServer.start(certificate.arguments(port: port), folder: folder)
        let key = try await server.key()
        try await TestThread.run {
            let file = certificate.file
            for path in ["/v1/key/check/45.0.0.1", "/v1/key/status"] {
                let url = "https://127.0.0.1:\(port)\(path)"
                let answer = try Self.curl(url, trusting: file, ["-H", "Authorization: Bearer \(key)"])
                #expect(answer.0 == 0 && answer.1.hasPrefix("{") && !answer.1.contains("error"), "\(answer)")
            }
            #expect(try Self.curl("https://127.0.0.1:\(port)/readyz").0 == 60)
            #expect(try Self.curl("http://127.0.0.1:\(port)/readyz").0 != 0, "TLS and nothing else")
            #expect(try Self.curl("http://127.0.0.1:\(server.port)/readyz").0 == 0, "the plain port stays")
            try TestCommand.run(["cp", file, folder.file("old.pem")])
        }
        try await certificate.make()
        try await TestThread.run {
            let url = "https://127.0.0.1:\(port)/readyz"
            try LoopWait.until("the new certificate is in use", seconds: 180, { server.log }) {
                try Self.curl(url, trusting: certificate.file).0 == 0
            }
            #expect(try Self.curl(url, trusting: folder.file("old.pem")).0 == 60)
        }
        #expect(server.log.contains("a new certificate is in use"))

        // Half of another pair changes nothing.
        try folder.write("no certificate", to: "certificate.pem")
        try await TestThread.run {
            try LoopWait.until("it is refused", seconds: 180) { server.log.contains("the new certificate is not used") }
            #expect(try Self.curl("https://127.0.0.1:\(port)/readyz", trusting: folder.file("old.pem")).0 == 60)
            #expect(try Self.curl("https://127.0.0.1:\(port)/readyz", trusting: nil, ["-k"]).0 == 0)
        }
        #expect(try await server.stop() == 0)
    }

    @Test("Without a port of its own, the server's port speaks TLS and nothing else")
    func onlyPort() async throws {
        let folder = try LoopFolder()
        let certificate = try await WireCertificate(in: folder)
        let port = try TestSocket.freePort()
        let command = [
            LoopProgram.path, "server", "--listen", "127.0.0.1:\(port)", "--data", folder.file("server"),
        ]
        try await TestThread.run {
            let process = try TestProcess(command + certificate.arguments())
            #expect(process.waitForOutput("Listening on https://127.0.0.1:\(port)"))
            #expect(try Self.curl("https://127.0.0.1:\(port)/healthz", trusting: certificate.file).0 == 0)
            #expect(try Self.curl("http://127.0.0.1:\(port)/healthz").0 != 0)
            process.kill(SIGTERM)
            #expect(process.wait().status == 0)
        }
    }
}
