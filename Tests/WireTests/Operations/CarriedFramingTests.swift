import TestHosts
import TestLoop
import TestWire
import Testing

/// What carries HTTP changes nothing about what is refused: every broken request once more, through TLS and from balancers.
@Suite("Requests that are no requests, through TLS and from balancers", .serialized)
struct CarriedFramingTests {
    private static let corpus =
        BrokenRequest.heads.map { ($0, isBody: false) } + BrokenRequest.bodies.map { ($0, true) }

    @Test("From a balancer", arguments: ProxyPreface.allCases)
    func balancers(_ preface: ProxyPreface) async throws {
        let server = try await WireServer.start(["--balancer", BalancerWireTests.balancer, "--proxy-protocol"])
        for path in FramingWireTests.paths {
            for (request, isBody) in Self.corpus {
                try await server.withConnection(from: BalancerWireTests.balancer) { connection in
                    connection.send(preface.bytes + Array(request.bytes(path: path).utf8))
                    let answer = try connection.answer()
                    if !isBody {
                        #expect(request.statuses.contains(answer.status), "\(request): \(answer.status)")
                        #expect(answer.error != nil && answer["Connection"] == "close", "\(request)")
                    }
                    #expect(throws: WireError.self, "\(request)") { try connection.answer() }
                    #expect(connection.waitForEnd(), "\(request)")
                }
            }
        }
    }

    @Test("Through TLS, as openssl speaks it", .timeLimit(.minutes(5)))
    func tls() async throws {
        let folder = try LoopFolder()
        let certificate = try await WireCertificate(in: folder)
        let port = try TestSocket.freePort()
        let server = try await WireServer.start(certificate.arguments(port: port), folder: folder)
        // What comes on standard input is sent as it is, and the end waited for.
        let client =
            "timeout 60 openssl s_client -quiet -CAfile \(certificate.file) -connect 127.0.0.1:\(port)"
            + " < \(folder.file("request")) 2> \(folder.file("trouble"))"
        for path in FramingWireTests.paths {
            for (request, isBody) in Self.corpus {
                try folder.write(request.bytes(path: path), to: "request")
                let (status, output) = try await TestThread.run { try TestProcess(["sh", "-c", client]).wait() }
                #expect(status != 124, "\(request): the connection did not end")
                let answers = output.components(of: "HTTP/1.1 ")
                #expect(answers.count == 1, "\(request): \(output.prefix(500)) \(folder.text(of: "trouble"))")
                guard !isBody, let answer = answers.first else { continue }
                #expect(request.statuses.contains { answer.hasPrefix("\($0) ") }, "\(request): \(answer)")
                #expect(answer.contains("Connection: close\r\n") && answer.contains(#"{"error":"#), "\(request)")
            }
        }
        #expect(try await server.get("/readyz").status == 200)
    }
}

extension String {
    /// What follows each occurrence of a mark.
    fileprivate func components(of mark: String) -> [Substring] {
        ranges(of: mark).map { self[$0.upperBound...] }
    }
}
