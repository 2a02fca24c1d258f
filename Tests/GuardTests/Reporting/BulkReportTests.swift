import APIClient
import IPNetworks
import Synchronization
import TestServers
import Testing
import ThreatModel

/// Many reports at once, on the wire.
@Suite(.timeLimit(.minutes(1)))
struct BulkReportTests {
    private static let connections = HTTPConnections()

    private func reports() throws -> [Report] {
        [
            Report(
                address: try address("45.40.0.1"), category: .bruteForce, protocolName: "ssh", comment: "12 packets",
                kind: .listBlock), Report(address: try address("2600:40::1"), category: .portScan),
        ]
    }

    private func client(_ server: TestHTTPServer) throws -> APIClient {
        APIClient(
            server: try ServerURL(server.url), credential: try Credential("sk_0123456789"),
            connections: Self.connections)
    }

    @Test func whatIsSentAndWhatIsUnderstood() async throws {
        let sent = Mutex<TestRequest?>(nil)
        let server = try await TestHTTPServer { request in
            sent.withLock { $0 = request }
            return .answer(
                status: 200, headers: [("X-Report-Limit", "1000"), ("X-Report-Remaining", "7")],
                body: Array(
                    #"{"total":2,"accepted":1,"rejected":1,"errors":[{"row":2,"ip":"2600:40::1","error":"no"}]}"#.utf8))
        }
        let receipt = try await client(server).report(try reports())
        #expect(
            receipt
                == BulkReportReceipt(
                    accepted: 1, refusals: [.init(index: 1, sentence: "no")], remaining: 7, limit: 1000))
        let request = try #require(sent.withLock { $0 })
        #expect(request.method == "POST" && request.target == "/v1/key/bulk-report")
        let body = String(decoding: request.body, as: UTF8.self)
        for part in [
            #""reports":["#, #""ip":"45.40.0.1""#, #""reportKind":"list_block""#, #""category":"port_scan""#,
            #""comment":"12 packets""#,
        ] { #expect(body.contains(part), "\(part)") }
        await server.stop()
    }

    @Test func anAnswerOfSomethingElseIsNoReceipt() async throws {
        let server = try await TestHTTPServer { _ in
            .answer(status: 200, headers: [], body: Array("<html>".utf8))
        }
        let client = try client(server)
        let error = await #expect(throws: APIError.self) { try await client.report(try self.reports()) }
        #expect(error?.isTransient == true)
        await server.stop()
    }

    @Test func theDaysEndIsTold() async throws {
        let server = try await TestHTTPServer { _ in
            .answer(status: 429, headers: [("Retry-After", "60")], body: Array(#"{"error":"enough"}"#.utf8))
        }
        let client = try client(server)
        await #expect(throws: APIError.quota(retryAfter: .seconds(60), sentence: "enough")) {
            try await client.report(try self.reports())
        }
        await server.stop()
    }
}
